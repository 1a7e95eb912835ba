"""A model that always makes the same edit: `RATE = 1` of train.py becomes `RATE = 2`.

Speaks chat completions and responses, streamed or not. Prints its port, then serves until it is
ended. Whoever does not bring the key `good-key` is answered 401.

    python3 scripted_model.py FOLDER    the folder that train.py lies in
"""

import http.server
import json
import os
import sys

FILE = sys.argv[1] + "/train.py"
OLD, NEW = "RATE = 1", "RATE = 2"
LAST = "I doubled the rate.\n\nTITLE: rate -> 2\nREASON: it was low"
PATCH = "*** Begin Patch\n*** Update File: train.py\n@@\n-%s\n+%s\n*** End Patch" % (OLD, NEW)
BLOCK = "train.py\n```python\n<<<<<<< SEARCH\n%s\n=======\n%s\n>>>>>>> REPLACE\n```\n" % (OLD, NEW)
READERS = ("read_file", "ReadFile")
EDITORS = ("edit", "StrReplaceFile")


def filled(schema):
    """Arguments for a tool that reads or replaces, whatever it calls its parameters."""
    found = {}
    for name, part in (schema.get("properties") or {}).items():
        low = name.lower().replace("_", "")
        if low in ("path", "filepath", "file"):
            found[name] = FILE
        elif low in ("old", "oldstring", "oldtext"):
            found[name] = OLD
        elif low in ("new", "newstring", "newtext"):
            found[name] = NEW
        elif low in ("edit", "edits"):
            found[name] = {"old": OLD, "new": NEW}
    return found


class Model(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        if "good-key" not in (self.headers.get("Authorization") or ""):
            error = {"message": "Incorrect API key provided", "code": "invalid_api_key"}
            return self.answer(401, json.dumps({"error": error}))
        if self.path.endswith("/responses"):
            return self.response(body)
        return self.chat(body)

    def do_GET(self):
        self.answer(404, "{}")

    def answer(self, status, text, kind="application/json"):
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def chat(self, body):
        tools = {t["function"]["name"]: t["function"].get("parameters") or {}
                 for t in body.get("tools") or []}
        done = 0
        for message in body.get("messages") or []:
            done = 0 if message["role"] == "user" else done + (message["role"] == "tool")
        wanted = [n for n in READERS + EDITORS if n in tools]
        message = {"role": "assistant", "content": LAST if tools else BLOCK + LAST}
        if done < len(wanted):
            name = wanted[done]
            call = {"id": "call_%d" % done, "type": "function", "index": 0, "function": {
                "name": name, "arguments": json.dumps(filled(tools[name]))}}
            message = {"role": "assistant", "content": "", "tool_calls": [call]}
        reason = "tool_calls" if "tool_calls" in message else "stop"
        usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
        base = {"id": "c1", "created": 1, "model": body.get("model")}
        if not body.get("stream"):
            choice = {"index": 0, "message": message, "finish_reason": reason}
            return self.answer(200, json.dumps(dict(
                base, object="chat.completion", choices=[choice], usage=usage)))
        base["object"] = "chat.completion.chunk"
        chunks = [
            dict(base, choices=[{"index": 0, "delta": message, "finish_reason": None}]),
            dict(base, choices=[{"index": 0, "delta": {}, "finish_reason": reason}]),
            dict(base, choices=[], usage=usage)]
        text = "".join("data: %s\n\n" % json.dumps(c) for c in chunks) + "data: [DONE]\n\n"
        self.answer(200, text, "text/event-stream")

    def response(self, body):
        done = any(i.get("type") in ("custom_tool_call_output", "function_call_output")
                   for i in body.get("input") or [])
        if done:
            item = {"type": "message", "id": "m1", "role": "assistant", "status": "completed",
                    "content": [{"type": "output_text", "text": LAST, "annotations": []}]}
        else:
            item = {"type": "custom_tool_call", "id": "t1", "call_id": "call_1",
                    "name": "apply_patch", "input": PATCH, "status": "completed"}
        usage = {"input_tokens": 100, "input_tokens_details": {"cached_tokens": 0},
                 "output_tokens": 10, "output_tokens_details": {"reasoning_tokens": 0},
                 "total_tokens": 110}
        whole = {"id": "r1", "object": "response", "created_at": 1, "status": "completed",
                 "model": body.get("model"), "output": [item], "usage": usage}
        events = [
            ("response.created", {"response": dict(whole, status="in_progress", output=[])}),
            ("response.output_item.added", {"output_index": 0, "item": item}),
            ("response.output_item.done", {"output_index": 0, "item": item}),
            ("response.completed", {"response": whole})]
        text = "".join("event: %s\ndata: %s\n\n" % (n, json.dumps(dict(d, type=n)))
                       for n, d in events)
        self.answer(200, text, "text/event-stream")

    def log_message(self, *words):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Model)
# In one piece: whoever starts this reads once.
os.write(1, b"%d\n" % server.server_address[1])
server.serve_forever()

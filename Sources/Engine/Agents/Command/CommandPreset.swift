import Core

/// How a known agent is run as a command, as data.
///
/// In `command`, `{prompt_file}` is the prompt's file, `{files}` the files that may be edited and
/// `{more}` what the options add: the model, the conversation and `args`.
struct CommandPreset: Sendable {
  var command: String
  /// The option that chooses the model.
  var model: String?
  /// The option that goes on with a conversation.
  var resume: String?
  /// What its lines mean; empty where it writes text.
  var lines: [String: String] = [:]
  /// What some exit statuses mean.
  var exits: [Int32: AgentEnding] = [:]

  static let names = all.keys.sorted()

  private static let prompt = #""$(cat {prompt_file})""#

  static let all: [String: CommandPreset] = [
    "aider": CommandPreset(
      command: """
        aider --message-file {prompt_file} --yes-always --no-auto-commits --no-dirty-commits \
        --no-pretty --no-check-update --analytics-disable --no-show-release-notes \
        --no-detect-urls --no-gitignore {more} {files}
        """,
      model: "--model"),
    "mini": CommandPreset(
      command: "mini -t \(prompt) -y --exit-immediately -l 0 {more}", model: "-m"),
    "gemini": CommandPreset(
      command: "gemini -p \(prompt) -o stream-json --approval-mode auto_edit --skip-trust {more}",
      model: "-m", resume: "--resume",
      lines: [
        "lines_session": "init:session_id", "lines_model": "init:model",
        "lines_text": "message[role=assistant]:content", "lines_pieces": "true",
        "lines_tool": "tool_use:tool_name", "lines_tool_id": "tool_use:tool_id",
        "lines_tool_input": "tool_use:parameters", "lines_tool_done": "tool_result:tool_id",
        "lines_tool_state": "tool_result:status",
        "lines_tool_output": "tool_result:output,tool_result:error.message",
        "lines_input_tokens": "result:stats.input_tokens",
        "lines_cached_tokens": "result:stats.cached",
        "lines_output_tokens": "result:stats.output_tokens",
        "lines_error": "error:message,result[status=error]:error.message",
      ],
      exits: [
        41: .unauthorised("it is not logged in, or its key was not accepted"),
        53: .bounded("it has made as many turns as it may"),
      ]),
    "opencode": CommandPreset(
      // A message among its arguments it would put into quotes.
      command: "opencode run --format json {more} < {prompt_file}", model: "-m",
      resume: "--session",
      lines: [
        "lines_session": "*:sessionID", "lines_text": "text:part.text",
        "lines_thought": "reasoning:part.text",
        "lines_tool": "tool_use:part.tool", "lines_tool_id": "tool_use:part.callID",
        "lines_tool_input": "tool_use:part.state.input",
        "lines_tool_state": "tool_use:part.state.status",
        "lines_tool_output": "tool_use:part.state.output,tool_use:part.state.error",
        "lines_input_tokens": "step_finish:part.tokens.input",
        "lines_cached_tokens": "step_finish:part.tokens.cache.read",
        "lines_output_tokens": "step_finish:part.tokens.output",
        "lines_dollars": "step_finish:part.cost", "lines_sum": "true",
        "lines_error": "error:error.data.message,error:error.name",
      ]),
    "goose": CommandPreset(command: "goose run -i {prompt_file} --no-session {more}"),
    "kimi": CommandPreset(
      command: "kimi --print --output-format stream-json -p \(prompt) {more}", model: "-m",
      lines: [
        "lines_type": "role", "lines_text": "assistant:content",
        "lines_tool": "assistant:tool_calls.*.function.name",
        "lines_tool_id": "assistant:tool_calls.*.id",
        "lines_tool_input": "assistant:tool_calls.*.function.arguments",
        "lines_tool_done": "tool:tool_call_id", "lines_tool_output": "tool:content",
      ],
      exits: [75: .limited(until: nil, "its model turned it away until it gave up")]),
    "vibe": CommandPreset(
      command: "vibe -p \(prompt) --output streaming --auto-approve --trust {more}",
      lines: [
        "lines_text": "message[role=assistant]:content",
        "lines_tool": "effect:detail.toolName", "lines_tool_id": "effect:id",
        "lines_tool_input": "effect:detail.input", "lines_tool_state": "effect:state.status",
        "lines_tool_output": "effect:state.display.message", "lines_session": "*:sessionId",
        "lines_error": "error:message",
      ]),
    "qwen": CommandPreset(
      command: "qwen -p \(prompt) --output-format stream-json --approval-mode auto-edit {more}",
      model: "-m", resume: "--resume",
      lines: [
        "lines_session": "system:session_id", "lines_model": "system:model",
        "lines_version": "system:qwen_code_version",
        "lines_thought": "assistant:message.content.*.thinking",
        "lines_text": "assistant:message.content", "lines_tool": "assistant:message.content.*.name",
        "lines_tool_id": "assistant:message.content.*.id",
        "lines_tool_input": "assistant:message.content.*.input",
        "lines_tool_done": "user:message.content.*.tool_use_id",
        "lines_tool_output": "user:message.content.*.content",
        "lines_input_tokens": "result:usage.input_tokens",
        "lines_cached_tokens": "result:usage.cache_read_input_tokens",
        "lines_output_tokens": "result:usage.output_tokens",
        "lines_error": "result[is_error=true]:result,result:error.message",
      ]),
  ]
}

/// A message of a program that speaks JSON-RPC, one a line.
///
/// The two sides count their requests each for themselves: a number of theirs says nothing about
/// ours. The field `jsonrpc` is not looked for, as some leave it out.
enum RPCMessage: Equatable, Sendable {
  /// It wants an answer; the id goes back as it came, a number or a text.
  case request(id: JSONValue, method: String, JSONValue)
  case note(method: String, JSONValue)
  /// It answers a request of ours.
  case answer(id: Int, JSONValue)
  case failure(id: Int?, code: Int, message: String)

  init?(_ line: String) {
    guard let value = JSONValue(parsing: line), case .object = value else { return nil }
    if let method = value["method"].string {
      let id = value["id"]
      self =
        id.isNull
        ? .note(method: method, value["params"])
        : .request(id: id, method: method, value["params"])
    } else if case .object = value["error"] {
      self = .failure(
        id: value["id"].int, code: value["error", "code"].int ?? 0,
        message: value["error", "message"].string ?? "it failed without a word")
    } else if let id = value["id"].int, value.fields["result"] != nil {
      self = .answer(id: id, value["result"])
    } else {
      return nil
    }
  }
}

/// What is written to such a program.
enum RPCLine {
  static func request(_ id: Int, _ method: String, _ params: JSONValue) -> DialectStep {
    .send(
      (["id": .integer(id), "jsonrpc": "2.0", "method": .text(method), "params": params]
        as JSONValue).line)
  }

  static func note(_ method: String, _ params: JSONValue? = nil) -> DialectStep {
    var fields: [String: JSONValue] = ["jsonrpc": "2.0", "method": .text(method)]
    fields["params"] = params
    return .send(JSONValue.object(fields).line)
  }

  static func answer(_ id: JSONValue, _ result: JSONValue) -> DialectStep {
    .send((["id": id, "jsonrpc": "2.0", "result": result] as JSONValue).line)
  }

  static func refuse(_ id: JSONValue, code: Int = -32601, _ message: String) -> DialectStep {
    .send(
      (["id": id, "jsonrpc": "2.0", "error": ["code": .integer(code), "message": .text(message)]]
        as JSONValue).line)
  }
}

import Core

/// The last failure that an agent's own log tells of a conversation.
///
/// Kimi ends such a turn as if all were well, and logs `... | ERROR | ... | SESSION - Agent step 1 failed:
/// APIStatusError: Error code: 401 - {'error': {'message': 'Incorrect API key', ...`.
struct LoggedFailure: Equatable {
  /// In one line: `Error code: 401, Incorrect API key`.
  var words: String

  init?(in log: String, of session: String) {
    let mark = " \(session) - "
    let line = log.split(separator: "\n").last { $0.contains(" ERROR ") && $0.contains(mark) }
    guard let line, let start = line.firstRange(of: mark)?.upperBound else { return nil }
    var told = line[start...]
    if let end = told.firstRange(of: " failed: ")?.upperBound { told = told[end...] }
    if let code = told.firstRange(of: "Error code: ") { told = told[code.lowerBound...] }
    // The answer's body follows, as Python writes it: its message is what a person needs.
    for mark in ["'message': '", "'message': \""] {
      guard let key = told.firstRange(of: mark), let quote = mark.last,
        let end = told[key.upperBound...].firstIndex(of: quote),
        let dash = told[..<key.lowerBound].firstRange(of: " - ")
      else { continue }
      words = plainText("\(told[..<dash.lowerBound]), \(told[key.upperBound..<end])", limit: 300)
      return
    }
    words = plainText(String(told), limit: 300)
  }
}

import Foundation
import Terminal

/// What is known about this terminal, for `pawl doctor`, and its failures as sentences.
package enum TerminalWords {
  /// What was found about the terminal, and about the person's own settings: a group each.
  package static func describe() -> [[Finding]] {
    let environment = ProcessInfo.processInfo.environment
    let personal = PersonalSettings(environment: environment)
    let report = TerminalReport.detect(environment, options: personal.terminalOptions)
    return [report.describe().map { Finding($0.name, $0.words) }, personal.describe()]
  }

  /// One sentence for a terminal that cannot be used; nil for other errors.
  package static func sentence(for error: any Error) -> String? {
    guard let error = error as? TerminalError else { return nil }
    switch error {
    case .noTerminal: return "standard input is no terminal; use `pawl run` or `pawl status`"
    case .unknown(let names):
      return
        "this machine knows no terminal called \(names.joined(separator: " or ")); try TERM=xterm-256color pawl"
    case .cannotMoveCursor(let name):
      return "the terminal '\(name)' cannot move its cursor; try TERM=xterm-256color pawl"
    case .system(let code):
      return "the terminal cannot be used: \(String(cString: strerror(code)))"
    }
  }
}

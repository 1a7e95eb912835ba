import Core
import Screen

/// What a key would have done, in words.
enum IntentWords {
  static func describe(_ intent: Intent) -> String {
    switch intent {
    case .command(let command): "send \(command)"
    case .quit(let choice): "quit \(choice)"
    case .suspend: "suspend"
    case .redraw: "redraw"
    case .copy(_, let name): "copy \(name)"
    case .theme(let name, let keep): "theme \(name)\(keep ? ", kept" : "")"
    case .mouse(let on): "mouse \(on ? "on" : "off")"
    case .page(let text): "page \(text)"
    case .edit(let text): "edit \(text)"
    case .findAgents: "ask agents for their versions"
    case .report: "page the report"
    }
  }
}

import Core
import Foundation

/// The history as files: for agents that read JSON, and for those that read text.
extension Briefing {
  private struct Line: Encodable {
    var n: Int
    var title: String
    var state: String
    var why: String
    var delta: Double?
    var lane: String
    var change: Raw?
  }

  /// JSON an agent declared, given back as JSON.
  private struct Raw: Encodable {
    var text: String

    func encode(to encoder: any Encoder) throws {
      let object = try JSONDecoder().decode([String: Field].self, from: Data(text.utf8))
      try object.encode(to: encoder)
    }
  }

  private enum Field: Codable {
    case number(Double)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let number): try container.encode(number)
      case .text(let text): try container.encode(text)
      }
    }
  }

  /// One JSON object a line, every experiment.
  func history() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var text = ""
    let numbers = AgentNumbers(noise: state.noise.estimate)
    for experiment in state.experiments {
      var line = Line(
        n: experiment.n, title: experiment.title, state: experiment.state.rawValue,
        why: numbers.why(experiment), delta: numbers.gain(of: experiment),
        // "you" would mean the agent to itself.
        lane: experiment.isByPerson ? Experiment.person : experiment.lane,
        change: experiment.change.map(Raw.init))
      var data = try? encoder.encode(line)
      if data == nil {
        line.change = nil
        data = try encoder.encode(line)
      }
      text += String(decoding: data ?? Data(), as: UTF8.self) + "\n"
    }
    return text
  }

  /// Every experiment as a table, for people and agents to read.
  func wholeHistory() -> String {
    let table = HistoryTable(state: state, lane: lane.id)
    let rows = state.experiments.map { table.row($0, title: 160, why: 240) }
    return "# Every experiment of this campaign\n\n\(HistoryTable.legend)\n\n\(HistoryTable.head)\n"
      + rows.map { $0 + "\n" }.joined()
  }
}

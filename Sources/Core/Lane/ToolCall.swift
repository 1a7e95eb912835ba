/// A tool an agent uses.
package struct ToolCall: Codable, Equatable, Sendable, Identifiable {
  package enum Kind: String, Codable, Sendable {
    case read, edit, search, run, fetch, think, other
  }

  package enum State: String, Codable, Sendable {
    case pending, active, done, failed
  }

  package var id: String
  package var kind: Kind
  /// The tool's own name, such as `Edit`.
  package var name: String
  /// What it does, in a line: a path, a command.
  package var title: String
  package var state: State
  /// The file it is about, relative to the clone where it lies there.
  package var path: String?
  /// What it edits, as far as the agent tells; a hunk or a whole file, never to be written to disk.
  package var edits: [ToolEdit]
  /// What came of it, bounded by the adapter.
  package var output: String?

  package init(
    id: String, kind: Kind, name: String, title: String, state: State, path: String? = nil,
    edits: [ToolEdit] = [], output: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.title = title
    self.state = state
    self.path = path
    self.edits = edits
    self.output = output
  }
}

/// A piece of text that a tool replaces; `old` is nil for a new file.
package struct ToolEdit: Codable, Equatable, Sendable {
  package var path: String
  package var old: String?
  package var new: String

  package init(path: String, old: String?, new: String) {
    self.path = path
    self.old = old
    self.new = new
  }
}

/// What an agent wants to be allowed.
package struct AgentQuestion: Codable, Equatable, Sendable, Identifiable {
  package var id: String
  /// The tool call it is about, if it said which.
  package var tool: String?
  package var title: String
  package var edits: [ToolEdit]
  /// Whether "always" can be answered.
  package var mayAlways: Bool

  package init(
    id: String, tool: String?, title: String, edits: [ToolEdit] = [], mayAlways: Bool = false
  ) {
    self.id = id
    self.tool = tool
    self.title = title
    self.edits = edits
    self.mayAlways = mayAlways
  }
}

/// What somebody answered an agent's question.
package enum AgentAnswer: Codable, Hashable, Sendable {
  case allow
  case allowAlways
  /// The reason reaches the agent where its protocol has a place for it.
  case deny(String)
  /// The turn ended before anybody answered.
  case withdrawn
}

package import Core

/// What happened in one turn, event by event, as what is shown of it.
///
/// Grows at its end at a cost that depends on what comes alone; keeps the newest of it within bounds.
package struct Transcript: Equatable, Sendable {
  /// Oldest first, their numbers rising.
  package internal(set) var blocks: [TranscriptBlock] = []
  /// How many blocks, and bytes of the file before them, are not kept.
  package private(set) var blocksLeftOut = 0
  package var bytesLeftOut = 0
  /// The newest count of tokens and money.
  package private(set) var usage: AgentUsage?
  package private(set) var model: String?
  package private(set) var ending: AgentEnding?
  /// What the agent is at, in a few words; nil before it did anything.
  package private(set) var activity: String?
  /// When the last event happened.
  package private(set) var last: Timestamp?
  /// The question that nobody answered yet.
  package internal(set) var open: AgentQuestion?

  /// Bytes of text, and blocks, that are kept.
  private static let mostBytes = 1 << 20
  private static let mostBlocks = 3000
  /// Bytes of what is folded, such as a thought or a prompt.
  static let longestFolded = 32 << 10

  var cutter = ProseCutter()
  /// Blocks at the end that stand for prose without an end.
  var pending = 0
  var isProse = false
  var nextID = 0
  /// Counts what was changed.
  private(set) var changes = 0
  private var size = 0
  /// The block of each call that may still change, and the call as it was told.
  var calls: [String: (id: Int, call: ToolCall)] = [:]

  /// Tells one transcript from another, whose blocks have the same numbers.
  let identity: Int

  package init(identity: Int = 0) {
    self.identity = identity
  }

  package static func == (a: Transcript, b: Transcript) -> Bool {
    a.blocks == b.blocks && a.usage == b.usage && a.ending == b.ending && a.open == b.open
      && a.blocksLeftOut == b.blocksLeftOut && a.bytesLeftOut == b.bytesLeftOut
      && a.activity == b.activity && a.last == b.last && a.model == b.model
  }

  package var isEmpty: Bool { blocks.isEmpty }

  /// - Parameter events: in order.
  package mutating func append(_ events: some Sequence<TimedAgentEvent>) {
    for event in events { take(event.event, at: event.at) }
    trim()
  }

  /// The block with a number, if it is kept.
  func index(of id: Int) -> Int? {
    var low = 0
    var high = blocks.count
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < blocks.count && blocks[low].id == id ? low : nil
  }

  // MARK: Events

  private mutating func take(_ event: AgentEvent, at time: Timestamp) {
    last = time
    activity = event.activity ?? activity
    switch event {
    case .text(let text): say(text, at: time)
    case .usage(let new): usage = usage.map { $0.updated(by: new) } ?? new
    case .thought(let text): think(text, at: time)
    case .noise(let text): noise(text, at: time)
    case .tool(let call): use(call, at: time)
    case .retrying(let attempt, let of, let delay, let status, let why):
      retry(
        Retry(
          attempt: attempt, of: of, delay: delay, status: status, why: plainText(why, limit: 400)),
        at: time)
    case .answered(let ask, let answer): settle(ask, answer, at: time)
    case .ask(let question): ask(question, at: time)
    case .plan(let steps): replan(steps, at: time)
    case .diff(let text): tellChange(text, at: time)
    case .limited(let until, let why):
      endPiece()
      let content = TranscriptBlock.Content.limited(until: until, why: plainText(why, limit: 400))
      if case .limited = blocks.last?.content {
        change(blocks.count - 1, content)
      } else {
        add(content, at: time)
      }
    case .started(let session, let model, let version):
      self.model = model.map { plainText($0, limit: 60) } ?? self.model
      add(
        .started(
          session: session.map { plainText($0, limit: 60) },
          model: model.map { plainText($0, limit: 60) },
          version: version.map { plainText($0, limit: 60) }), at: time)
    case .told(let text, let delivery): add(.told(bounded(text), delivery), at: time)
    case .paused(let isPaused): add(.paused(isPaused), at: time)
    case .finished(let ending):
      self.ending = ending
      open = nil
      add(.finished(ending), at: time)
    }
  }

  // MARK: Blocks

  mutating func add(
    _ content: TranscriptBlock.Content, at time: Timestamp, endsProse: Bool = true
  ) {
    if endsProse { endPiece() }
    if case .retrying(var retry) = blocks.last?.content, !retry.isOver {
      retry.isOver = true
      change(blocks.count - 1, .retrying(retry))
    }
    changes += 1
    let block = TranscriptBlock(id: nextID, at: time, version: changes, content)
    nextID += 1
    size += block.size
    blocks.append(block)
  }

  /// What was said until now has an end.
  mutating func endPiece() {
    guard isProse else { return }
    isProse = false
    put(cutter.finish(), [], at: last ?? 0)
  }

  mutating func change(_ place: Int, _ content: TranscriptBlock.Content) {
    changes += 1
    size -= blocks[place].size
    blocks[place].content = content
    blocks[place].version = changes
    size += blocks[place].size
  }

  mutating func drop(_ place: Int) {
    size -= blocks[place].size
    blocks.remove(at: place)
  }

  /// Forgets the oldest, a tenth at a time.
  private mutating func trim() {
    guard size > Self.mostBytes || blocks.count > Self.mostBlocks else { return }
    var count = 0
    while count < blocks.count - 1 - pending,
      size > Self.mostBytes * 9 / 10 || blocks.count - count > Self.mostBlocks * 9 / 10
    {
      size -= blocks[count].size
      count += 1
    }
    blocks.removeFirst(count)
    blocksLeftOut += count
    if let first = blocks.first?.id { calls = calls.filter { $0.value.id >= first } }
  }

  func bounded(_ text: String) -> String {
    guard text.utf8.count > Self.longestFolded else { return text }
    return String(decoding: Array(text.utf8.prefix(Self.longestFolded)), as: UTF8.self) + "…"
  }
}

extension AgentUsage {
  /// What the newer one does not say stays.
  func updated(by new: AgentUsage) -> AgentUsage {
    AgentUsage(
      input: new.input ?? input, cached: new.cached ?? cached, output: new.output ?? output,
      dollars: new.dollars ?? dollars, context: new.context ?? context,
      contextSize: new.contextSize ?? contextSize)
  }
}

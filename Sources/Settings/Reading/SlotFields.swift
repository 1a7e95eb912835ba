import Yams

extension Field {
  /// `auto`, or a list of slots that share neither a GPU nor a named core.
  func slots() -> SlotPlan {
    if scalar == "auto" { return .auto }
    guard case .sequence = node else {
      fail("must be 'auto' or a list, not \(kind)", hint: "such as [{gpus: [0]}, {gpus: [1]}]")
      return .auto
    }
    guard let items = items(such: "[{cores: 1}]") else { return .auto }
    if items.isEmpty {
      fail("is empty, so nothing could run", hint: "write auto, or a slot such as {cores: 1}")
    }
    var gpus: Set<Int> = []
    var cores: Set<Int> = []
    let entries = items.compactMap { item -> SlotEntry? in
      guard let section = item.section(keys: SettingsKeys.slot) else { return nil }
      let entry = section.slot()
      for gpu in entry.gpus where !gpus.insert(gpu).inserted {
        section.field("gpus")?.fail("names GPU \(gpu) again", hint: "a slot's GPUs are its own")
      }
      if case .list(let list) = entry.cores {
        for core in list where !cores.insert(core).inserted {
          section.field("cores")?.fail(
            "names core \(core) again", hint: "a slot's cores are its own")
        }
      }
      if !section.hasUnknown, section.field("gpus") == nil, section.field("cores") == nil {
        item.fail("names no hardware", hint: "such as {gpus: [0]} or {cores: 1}")
      }
      return entry
    }
    return .list(entries)
  }

  fileprivate func indexes() -> [Int] {
    guard let items = items(such: "[0]") else { return [] }
    return items.compactMap { $0.integer(in: 0...65535) }
  }
}

extension Section {
  fileprivate func slot() -> SlotEntry {
    var slot = SlotEntry()
    if let gpus = field("gpus") { slot.gpus = gpus.indexes() }
    if let cores = field("cores") {
      if case .sequence = cores.node {
        slot.cores = .list(cores.indexes())
        if slot.cores == .list([]) { cores.fail("is empty", hint: "such as 1 or [0, 1]") }
      } else {
        slot.cores = cores.integer(in: 1...65536).map { .count($0) } ?? .any
      }
    }
    return slot
  }
}

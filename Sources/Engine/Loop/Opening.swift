import Core
import Foundation
import Journal
import Settings

/// Looks at the project before anything is started, and turns settings into what Core decides on.
struct Opening {
  let layout: Layout
  let settings: ProjectSettings
  let store: Store
  let options: EngineOptions
  let inputs: SharedInputs
  /// Where it is noted which project has which hardware.
  let leases: String?

  /// Checks that the commit has what the settings name.
  ///
  /// - Throws: `EngineError` with what is missing, not committed, or committed and hidden.
  func check(tip: CommitID, isFirst: Bool) async throws {
    let listing = try await store.git.text(["ls-tree", "-r", "--name-only", "-z", tip])
    let paths = listing.split(separator: "\0").map(String.init)
    func isThere(_ name: String) -> Bool {
      let glob = Glob(name)
      return paths.contains { glob.matches($0) }
    }
    let editable = settings.files.editable
    // A pattern may be for files that agents are yet to make, as long as there is something to edit.
    let named = (editable + settings.files.frozen).filter { Glob($0).isLiteral }
    if let missing = named.first(where: { !isThere($0) })
      ?? (editable.contains(where: isThere)
        ? nil : editable.first)
    {
      throw EngineError.missingFile(missing, from: "pawl.yaml")
    }
    // Agents have git: what is committed they can read, whatever covers the file itself.
    let secrets = options.without.contains(.secrets) ? [] : settings.files.hidden
    if let committed = secrets.first(where: isThere) {
      throw EngineError.committedHidden(committed)
    }
    guard isFirst else { return }
    let dirty = try await uncommitted()
    guard dirty.isEmpty else { throw EngineError.uncommittedInputs(dirty) }
  }

  /// Files of the settings that are not as they were committed; the first few, then their number.
  private func uncommitted() async throws -> [String] {
    let changed = try await store.project.text(
      [
        "diff", "HEAD", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--no-renames",
        "--ignore-submodules=all",
      ],
      workTree: layout.project)
    let new = try await store.project.text(
      ["ls-files", "--others", "--exclude-standard", "-z"], workTree: layout.project)
    let globs = (settings.files.editable + settings.files.frozen).map(Glob.init)
    let paths = (changed + "\0" + new).split(separator: "\0").map(String.init)
    let dirty = Set(paths.filter { Glob.any(globs, match: $0) }).sorted()
    let shown = dirty.prefix(5).map { plainText($0, limit: 80) }
    return dirty.count > 5 ? shown + ["and \(dirty.count - 5) more"] : shown
  }

  /// What the campaign decides on.
  ///
  /// The project was looked at: from here on it has the branch.
  func campaign(tip: CommitID, before: CampaignSettings?) async throws -> CampaignSettings {
    let slots = try SlotFinder.slots(for: settings.slots, before: before?.slots ?? []) {
      SlotLeases.isHeld("core-\($0)", in: leases)
    }
    try await store.plant(tip)
    let frozenGlobs = settings.files.frozen.map(Glob.init)
    let frozen = try await store.git.text(["ls-tree", "-r", "-z", tip]).split(separator: "\0")
      .map(String.init)
      .filter { line in
        let path = line.split(separator: "\t", maxSplits: 1).dropFirst().first ?? ""
        return frozenGlobs.contains { $0.matches(String(path)) }
      }
    var limits = settings.limits
    if let experiments = options.experiments { limits.experiments = experiments }
    if let kept = options.kept { limits.kept = kept }
    return CampaignSettings(
      project: settings.name, branch: settings.branch, metric: settings.metric.name,
      goal: settings.metric.goal, verified: settings.metric.evaluate != nil,
      rule: settings.ratchet, review: settings.review, limits: limits,
      budget: settings.run.budget, slots: slots,
      lanes: settings.agents.map {
        LaneEntry(
          agent: $0.title, count: $0.count, repairs: $0.use == .sweep ? nil : true,
          isUnnamed: $0.count == 0 ? true : nil)
      },
      seed: options.seed ?? before?.seed ?? Int.random(in: 1...Int(Int32.max)),
      isolation: IsolationLevel.process.rawValue,
      comparability: Comparability.digest(
        settings, frozen: frozen, slots: slots, inputs: inputs.digest),
      unattended: options.unattended)
  }
}

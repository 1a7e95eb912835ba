import Core

/// What the agents of a made campaign propose: titles, reasons and patches with some variety.
package struct MadeProposals: Sendable {
  let random: MadeRandom

  package init(seed: Int) { random = MadeRandom(seed: seed) }

  private static let reasons = [
    "untried in this era", "the step before went the other way", "",
    "loss falls late; a longer warmdown may use that",
    "#3 tried the opposite and lost 2 s, so the optimum is likely above",
    "longer context rotates too fast; the neighbours of this value were never measured",
    "the optimizer is slow in the first 200 steps, and gradients there are small",
  ]

  private static let ideas = [
    "GELU -> ReLU squared", "value embeddings in every other block", "no QK norm",
    "x0 skip with a learned scale", "Muon for embeddings", "untie the output embedding",
    "zero-init of the output projection", "sliding window over 512 tokens",
  ]

  /// What a change is called, which files it touches, and why it was made.
  func proposal(_ n: Int, commit: CommitID, base: CommitID) -> Proposal {
    let (name, before, after) = change(n)
    let isIdea = isIdea(n)
    var files = [FileChange(path: "train.py", added: isIdea ? 9 : 1, removed: isIdea ? 2 : 1)]
    if n % 11 == 0 { files.append(FileChange(path: "config/model.yaml", added: 3, removed: 1)) }
    return Proposal(
      commit: commit, base: base,
      title: isIdea
        ? random.pick(Self.ideas, n, 1)
        : "\(name.lowercased().replacing("_", with: " ")) \(before) -> \(after)",
      reason: random.pick(Self.reasons, n, 2), files: files)
  }

  private func isIdea(_ n: Int) -> Bool { n % 5 == 0 }

  private func change(_ n: Int) -> (name: String, before: String, after: String) {
    let constant = random.pick(MadeProject.constants, n, 3)
    let others = constant.values.dropFirst()
    return (constant.name, constant.values[0], random.pick(Array(others), n, 4))
  }

  /// The patch of an experiment, as git writes it.
  package func patch(_ n: Int) -> String {
    let (name, _, after) = change(n)
    let lines = MadeProject.train
    let place = lines.firstIndex { $0.hasPrefix(name + " = ") } ?? 10
    let old = lines[place]
    let comment = old.split(separator: "  #").last.map { "  #" + $0 } ?? ""
    var text = "diff --git a/train.py b/train.py\n"
    text += "index \(hash(n, 5))..\(hash(n, 6)) 100644\n--- a/train.py\n+++ b/train.py\n"
    text += hunk(at: place, removed: [old], added: ["\(name) = \(after)\(comment)"], shift: 0)
    if isIdea(n), let site = lines.firstIndex(where: { $0.hasPrefix("        self.norm") }) {
      let added = (1...8).map { "        self.branch\($0) = nn.Linear(width, width // \($0))" }
      text += hunk(at: site, removed: [lines[site]], added: added, shift: 0)
    }
    if n % 11 == 0 {
      text += "diff --git a/config/model.yaml b/config/model.yaml\n"
      text += "index \(hash(n, 7))..\(hash(n, 8)) 100644\n"
      text += "--- a/config/model.yaml\n+++ b/config/model.yaml\n@@ -1,3 +1,5 @@\n"
      text += " model:\n-  depth: 8\n+  depth: 10\n+  heads: 12\n+  tied: false\n   width: 768\n"
    }
    return text
  }

  private func hunk(at place: Int, removed: [String], added: [String], shift: Int) -> String {
    let lines = MadeProject.train
    let first = max(0, place - 3)
    let last = min(lines.count, place + removed.count + 3)
    let size = last - first
    var text = "@@ -\(first + 1),\(size) "
    text += "+\(first + 1 + shift),\(size - removed.count + added.count) @@\n"
    for line in lines[first..<place] { text += " \(line)\n" }
    for line in removed { text += "-\(line)\n" }
    for line in added { text += "+\(line)\n" }
    for line in lines[(place + removed.count)..<last] { text += " \(line)\n" }
    return text
  }

  private func hash(_ n: Int, _ part: Int) -> String { String(random.commit(n, part).prefix(7)) }
}

import Core

/// What the benchmarks work on: made, not recorded, and the same every time.
package enum Material {
  /// A log of `lines` progress lines, as the demo prints them.
  package static func log(lines: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lines * 72)
    for step in 0..<lines {
      let loss = 3.3 - 2 * Double(step) / Double(lines)
      let line =
        "step \(step) | loss: \(loss.fixed(4)) | val_loss: \((loss + 0.1).fixed(4)) | elapsed: \((Double(step) / 100).fixed(2))s\n"
      bytes.append(contentsOf: line.utf8)
    }
    return bytes
  }

  /// The events of a campaign of so many experiments.
  package static func events(experiments: Int) -> [StampedEvent] {
    MadeCampaign.events(MadePlan(), experiments: experiments).events
  }

  /// What a reader sees after such a campaign.
  package static func record(experiments: Int) -> CampaignRecord {
    var state = CampaignState()
    for event in events(experiments: experiments) { _ = CampaignState.reduce(&state, event) }
    return state.record()
  }

  /// A training loss of so many points.
  package static func series(points: Int, run: RunID) -> Series {
    let batch = MadeCurve(plan: MadePlan(), run: run).points(0..<points, from: 0, to: 1)[0]
    return Series(name: batch.series, axis: batch.axis, role: batch.role, points: batch.points)
  }

  /// A patch of so many lines in hunks of a hundred, every third line changed.
  package static func patch(lines: Int) -> String {
    var text = "diff --git a/data.py b/data.py\n--- a/data.py\n+++ b/data.py\n"
    for hunk in 0..<max(1, lines / 100) {
      let first = hunk * 120 + 1
      text += "@@ -\(first),80 +\(first),80 @@ def part\(hunk)():\n"
      for line in 0..<100 {
        let words = "    value_\(line) = compute(\(line), rate=0.\(hunk % 90 + 10)"
        switch line % 5 {
        case 1: text += "-\(words))  # before\n"
        case 2: text += "+\(words), step=\(hunk))  # after\n"
        default: text += " \(words))\n"
        }
      }
    }
    return text
  }
}

import Core
import Screen

extension Fixture {
  /// The campaign with what people told the lanes, and a story of three days.
  static func told() -> Snapshot { madeTold }

  private static let madeTold: Snapshot = {
    var snapshot = campaign()
    snapshot.record.rules = [
      SteeringRule(
        id: 1, text: "no change of the tokenizer: its vocabulary is part of the metric", lane: nil,
        experiment: 52, by: "person anna", at: now - 5 * 3600),
      SteeringRule(
        id: 3, text: "leave the optimizer alone until #145 is decided", lane: "a2", experiment: nil,
        by: "person anna", at: now - 20 * 60),
      SteeringRule(
        id: 4, text: "depth above 10 does not fit on these cards", lane: nil, experiment: 140,
        by: "person jo", at: now - 70),
    ]
    snapshot.instructions = "program.md"
    for (index, dollars) in [3.1, 2.4, 1.95, 4.35].enumerated() {
      snapshot.record.lanes[index].dollars = dollars
      snapshot.record.lanes[index].tokens = 900_000 + 310_000 * index
      snapshot.record.lanes[index].turnBase = "c131"
      snapshot.record.lanes[index].entry = index / 3
    }
    snapshot.record.lanes[1].messages = ["try the schedule before the architecture"]
    snapshot.record.lanes[2].hearing = ["keep the embedding's learning rate"]
    tell(story, to: &snapshot)
    return snapshot
  }()

  /// All of a story at once.
  static func tell(_ lines: [EventLine], to snapshot: inout Snapshot) {
    snapshot.events = lines
    snapshot.eventCount = lines.last?.seq ?? 0
  }

  private static let day = 86_400.0

  private static var story: [EventLine] {
    typealias Line = (Double, String, String, Int?, LaneID?, RunID?, String)
    let lines: [Line] = [
      (-2 * day, "rule", "campaign.opened", nil, nil, nil, "tiny-gpt: minimize val_bpb"),
      (-2 * day + 60, "rule", "lane.added", nil, "a1", nil, "a1 added, driven by claude"),
      (
        -2 * day + 1900, "rule", "baseline.measured", nil, nil, nil,
        "baseline 0.9978, run-to-run noise 0.00060"
      ),
      (
        -day - 7000, "rule", "experiment.kept", 115, "a1", nil,
        "#115 kept: +2.8 s better in 6 pairs, odds 24 to 1"
      ),
      (
        -day - 900, "person anna", "experiment.vetoed", 52, "a3", nil,
        "#52 vetoed: no change of the tokenizer: its vocabulary is part of the metric"
      ),
      (-9000, "rule", "experiment.confirming", 131, "a2", nil, "#131 is confirmed against c115"),
      (-8000, "rule", "pair.measured", 131, "a2", nil, "#131 pair 1: +2.1 s, odds 3.4 of 20"),
      (
        -7000, "rule", "pair.void", 131, "a2", nil,
        "#131 pair 2 is void: another process used gpu1 for 12 s"
      ),
      (
        -2280, "rule", "experiment.kept", 131, "a2", nil,
        "#131 kept: +2.8 s better in 6 pairs, odds 24 to 1"
      ),
      (-2200, "rule", "turn.began", nil, "a4", nil, "a4 drafts turn 29"),
      (-2000, "agent a5", "experiment.proposed", 140, "a5", nil, "#140 depth 8 -> 10"),
      (-1900, "rule", "run.started", 140, nil, 140, "#140 first run on gpu2, seed 1140"),
      (-1700, "rule", "run.ended", 140, nil, 140, "#140 first run crashed: CUDA out of memory"),
      (
        -1699, "rule", "experiment.crashed", 140, "a5", nil,
        "#140 crashed: CUDA out of memory, twice, and the repair turn changed nothing"
      ),
      (-1500, "agent a4", "turn.failed", nil, "a4", nil, "a4: the service is busy, limited"),
      (
        -1200, "person anna", "lane.steered", nil, "a2", nil,
        "a2 is told: try the schedule before the architecture"
      ),
      (
        -900, "rule", "experiment.discarded", 138, "a2", nil,
        "#138 discarded: 5.7 s worse than the champion, 1.0 s asked"
      ),
      (-640, "agent a2", "experiment.proposed", 143, "a2", nil, "#143 RoPE base 10k -> 50k"),
      (
        -400, "agent a2", "turn.empty", nil, "a2", nil,
        "a2 proposed nothing: the idea was tried as #134"
      ),
      (-192, "rule", "run.started", 143, nil, 143, "#143 first run on gpu0, seed 1143"),
      (
        -130, "rule", "experiment.review", 145, "a3", nil,
        "#145 waits for you: it touches optimizer.py"
      ),
      (
        -70, "person jo", "steering.ruled", nil, nil, nil,
        "rule 4: depth above 10 does not fit on these cards"
      ),
    ]
    return lines.enumerated().map { index, line in
      EventLine(
        seq: index + 1, at: now + line.0, cause: line.1, kind: line.2, experiment: line.3,
        lane: line.4, run: line.5, text: line.6)
    }
  }
}

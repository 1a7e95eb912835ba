package import Core

extension Budget {
  /// What holds where pawl.yaml says nothing: six minutes.
  package static let standard = Budget.wall(360)

  /// The wall ceiling of a CPU budget that names none: waiting may take ten times as long.
  package static func standardCeiling(cpu seconds: Double) -> Double { seconds * 10 + 60 }

  /// The wall ceiling of a budget in steps that names none: an hour.
  package static let standardStepsCeiling: Double = 3600
}

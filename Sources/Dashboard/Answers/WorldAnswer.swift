package import Core

/// One line of `pawl simulate --worlds --json`: the world's name and what the rule did in it.
package struct WorldAnswer: Encodable {
  private var world: String
  private var result: SimulationResult

  private enum CodingKeys: CodingKey { case world }

  package init(_ world: String, _ result: SimulationResult) {
    self.world = world
    self.result = result
  }

  package func encode(to encoder: any Encoder) throws {
    try result.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(world, forKey: .world)
  }
}

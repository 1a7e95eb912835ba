import Core
import Foundation

/// Reads a simulated world from a JSON file.
enum WorldReader {
  static func read(_ path: String) throws -> SimulatedWorld {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(text: "cannot read \(path)")
    }
    guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw Failure(text: "\(path) is not a JSON object")
    }
    let known = try JSONSerialization.jsonObject(with: JSONEncoder().encode(SimulatedWorld()))
    let keys = (known as? [String: Any] ?? [:]).keys.sorted()
    if let unknown = object.keys.sorted().first(where: { !keys.contains($0) }) {
      throw Failure(
        text: "\(path): unknown key '\(unknown)'; keys are \(keys.joined(separator: ", "))")
    }
    do {
      return try JSONDecoder().decode(SimulatedWorld.self, from: data)
    } catch let DecodingError.typeMismatch(_, context), let DecodingError.dataCorrupted(context) {
      let key = context.codingPath.last?.stringValue ?? "a value"
      throw Failure(text: "\(path): '\(key)' has a value of the wrong kind")
    }
  }
}

import Glibc

/// Takes the secrets of an environment out of what is written down.
struct SecretMask: Sendable {
  private struct Secret {
    var value: [UInt8]
    var name: [UInt8]
  }

  private let secrets: [Secret]

  /// Words in the names of variables whose values nobody should read in a file.
  private static let words = [
    "KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL", "AUTH", "COOKIE",
  ]

  /// Short values and paths are left: they would be found where they mean nothing.
  init(_ environment: [String: String]) {
    secrets = environment.compactMap { name, value in
      let upper = name.uppercased()
      guard value.utf8.count >= 8, !value.hasPrefix("/"),
        Self.words.contains(where: { upper.contains($0) })
      else { return nil }
      return Secret(value: Array(value.utf8), name: Array("[\(name)]".utf8))
    }.sorted { $0.value.count > $1.value.count }
  }

  /// Puts the name of its variable where a secret stands.
  func apply(to bytes: inout [UInt8]) {
    for secret in secrets {
      var from = 0
      while let place = Self.find(secret.value, in: bytes, from: from) {
        bytes.replaceSubrange(place..<place + secret.value.count, with: secret.name)
        from = place + secret.name.count
      }
    }
  }

  func masked(_ text: String) -> String {
    if secrets.isEmpty { return text }
    var bytes = Array(text.utf8)
    apply(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func find(_ wanted: [UInt8], in bytes: [UInt8], from: Int) -> Int? {
    bytes.withUnsafeBytes { all in
      guard let base = all.baseAddress, let first = wanted.first else { return nil }
      var from = from
      while from + wanted.count <= all.count,
        let found = memchr(base + from, Int32(first), all.count - wanted.count - from + 1)
      {
        if memcmp(found, wanted, wanted.count) == 0 { return UnsafeRawPointer(found) - base }
        from = UnsafeRawPointer(found) - base + 1
      }
      return nil
    }
  }
}

/// `exit.json`.
struct Record: Decodable {
  var reason: String
  var code: Int?
  var signal: Int?
  var error: String?
  var asked: Bool
  var started: Double
  var ended: Double
  var wall: Double
  var cpu: Double
  var cpu_user: Double
  var cpu_system: Double
  var cpu_after_ask: Double
  var wall_after_ask: Double
  var max_rss: Int
  var suspended: Double
  var bytes_out: Int
  var bytes_err: Int
  var dropped: Int
  var processes: Int
}

/// `proc.json`.
struct Start: Decodable {
  var supervisor: Int32
  var supervisor_start: Int64
  var child: Int32
  var child_start: Int64
  var boot: String
  var started: Double
}

/// `heartbeat`.
struct Heartbeat: Decodable {
  var at: Double
  var cpu: Double
  var rss: Int
}

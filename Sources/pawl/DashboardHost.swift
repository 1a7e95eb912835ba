import Dashboard
import Journal

/// Opens the dashboard on the main thread and stays until it is left.
enum DashboardHost {
  static func run(_ access: ProjectAccess, readOnly: Bool) throws {
    try MainActor.assumeIsolated {
      do {
        let words = try LiveDashboard(access: access, readOnly: readOnly).run()
        if let words { print(words) }
      } catch {
        guard let sentence = TerminalWords.sentence(for: error) else { throw error }
        throw Failure(text: sentence)
      }
    }
  }
}

package import Core
package import Journal

/// Where the experiments of a campaign are read.
package protocol ExperimentSource {
  func record() throws -> CampaignRecord
  /// The diff of an experiment; nil where it is not recorded yet.
  func patch(_ n: Int) throws -> String?
}

extension JournalReader: ExperimentSource {}

/// Why the engine cannot do something; each becomes one sentence for a person.
package enum EngineError: Error, Equatable, CustomStringConvertible {
  case notARepository(String)
  case noCommits(String)
  case uncommittedInputs([String])
  case missingFile(String, from: String)
  /// What only the evaluator is to see is in the commit that everybody gets.
  case committedHidden(String)
  case secondEngine(String)
  case git(arguments: [String], status: Int, said: String)
  case noGit
  /// The settings ask for namespaces, which this machine does not give.
  case noNamespaces(String)
  case noRoom(String)
  /// A file of the data that changes again and again.
  case changingInputs(String)
  case job(String, why: String)
  case spawn(String, why: String)
  case unknownAgent(String)
  /// An option the adapter of this agent does not know, or cannot make sense of.
  case agentOption(String, String, why: String)
  case noSlots(String)

  package var description: String {
    switch self {
    case .notARepository(let path):
      "\(path) is not a git repository; run `git init` there and commit your training script"
    case .noCommits(let path):
      "\(path) has no commits yet; commit your training script, pawl works from commits only"
    case .uncommittedInputs(let paths):
      "\(paths.joined(separator: ", ")) changed since the last commit; commit or put the change aside, pawl works from commits only"
    case .missingFile(let path, let from):
      "\(from) names \(path), but the last commit has no such file"
    case .committedHidden(let path):
      "files.hidden names \(path), but the last commit has it, and agents can read commits; take it out with `git rm --cached \(path)` and commit that"
    case .secondEngine(let path):
      "another engine already works on \(path)"
    case .git(let arguments, let status, let said):
      "git \(arguments.first ?? "") failed with status \(status)\(said.isEmpty ? "" : ": \(said)")"
    case .noRoom(let path):
      "the disk of \(path) is full; make room and start again, nothing was lost"
    case .noNamespaces(let why):
      "pawl.yaml asks for `isolation: namespaces`: \(why); or write `isolation: auto` to run without"
    case .changingInputs(let path):
      "\(path) keeps changing while runs read it; name only files under files.data and files.hidden that stay as they are"
    case .noGit: "git is not installed; install it (apt-get install git)"
    case .job(let id, let why): "job \(id): \(why)"
    case .spawn(let what, let why): "cannot start \(what): \(why)"
    case .agentOption(let agent, let name, let why):
      "the agent '\(agent)' cannot use its option '\(name)': \(why)"
    case .unknownAgent(let name):
      "there is no agent called '\(name)' that pawl can drive"
    case .noSlots(let why): "no slot can be had: \(why)"
    }
  }
}

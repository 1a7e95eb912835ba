import Core
import Foundation
import Journal
import Settings

// What the commands of a run see.
extension Isolation {
  /// Training: its tree and its folders can be written, data can be read, there is no network.
  func training(_ run: RunID, slot: Slot?) -> Sandbox {
    var sandbox = bare(network: false, slot: slot, gpus: true)
    let job = layout.job(JobName.training(run))
    for path in [layout.tree(run), job + "/run", job + "/tmp"] {
      sandbox.places[path] = .writable()
    }
    showPrepared(in: &sandbox)
    finish(&sandbox, in: layout.tree(run))
    return sandbox
  }

  /// Programs that making a tree ready has put into its home, where the account has none there.
  private func showPrepared(in sandbox: inout Sandbox) {
    guard settings.run.prepare != nil, let home = host.home else { return }
    let (place, source) = (home + "/.local", layout.preparedHome + "/.local")
    let isTaken = sandbox.places.keys.contains { RealPath.lies($0, in: place) }
    if !isTaken, RealPath.isFolder(source) { sandbox.places[place] = .readOnly(of: source) }
  }

  /// Making a tree ready: as training, with the network and a home of its own whose caches stay.
  func preparing(_ run: RunID) -> Sandbox {
    var sandbox = bare(network: true, gpus: true)
    let training = layout.job(JobName.training(run))
    let temporary = layout.job(JobName.prepare(run)) + "/tmp"
    for path in [layout.tree(run), training + "/run", temporary] {
      sandbox.places[path] = .writable()
    }
    if let home = host.home { sandbox.places[home] = .writable(of: layout.preparedHome) }
    finish(&sandbox, in: layout.tree(run))
    return sandbox
  }

  /// The candidate's side of an evaluation: what training left, and two FIFOs.
  func predicting(_ run: RunID, slot: Slot?) -> Sandbox {
    var sandbox = bare(network: false, slot: slot, gpus: true)
    let job = layout.job(JobName.predict(run))
    sandbox.places[layout.job(JobName.training(run)) + "/run"] = .readOnly()
    // Not the folder they are in: a link put in place of one would be followed by the evaluator.
    let pipes = predictPipes(of: run)
    for path in [layout.tree(run), job + "/tmp", pipes.inputs, pipes.answers] {
      sandbox.places[path] = .writable()
    }
    showPrepared(in: &sandbox)
    finish(&sandbox, in: layout.tree(run))
    return sandbox
  }

  /// The FIFOs that join both sides of an evaluation.
  func predictPipes(of run: RunID) -> (inputs: String, answers: String) {
    let joint = layout.job(JobName.evaluation(run)) + "/joint"
    return (joint + "/predict.in", joint + "/predict.out")
  }

  /// The evaluator: the frozen tree, hidden data and what training left can be read; its result and
  /// the FIFOs are all it shares.
  func evaluating(_ run: Run, slot: Slot?) -> Sandbox {
    var sandbox = bare(network: false, slot: slot, gpus: true)
    let job = layout.job(JobName.evaluation(run.id))
    sandbox.places[layout.frozenTree(era: run.era)] = .readOnly()
    sandbox.places[layout.job(JobName.training(run.id)) + "/run"] = .readOnly()
    for name in ["/result", "/joint", "/tmp"] { sandbox.places[job + name] = .writable() }
    for path in evaluatorTools where sandbox.places[path] == nil {
      sandbox.places[path] = .readOnly()
    }
    // Nothing that a tree's own preparation could have put anywhere: that ran the candidate's code.
    showData(in: &sandbox)
    for path in settings.files.hidden { show(path, in: &sandbox) }
    sandbox.folder = layout.frozenTree(era: run.era)
    return sandbox
  }

  private func finish(_ sandbox: inout Sandbox, in tree: String) {
    showData(in: &sandbox)
    hide(in: &sandbox, below: tree)
    sandbox.folder = tree
  }
}

import Core
import Foundation
import Terminal

/// A checkout of the champion that a person changes in their editor, and the patch they made.
struct EditedExperiment {
  /// What they changed, as `git diff` writes it; empty when nothing was.
  let patch: String
  let base: CommitID

  /// The script that makes the checkout, opens it and writes the diff: `$1` is the project, `$2` the
  /// commit, `$3` the folder; what follows are the files.
  ///
  /// The checkout shares the project's objects and is gone afterwards. git runs without hooks.
  private static let script = """
    set -e
    project=$1 commit=$2 folder=$3
    shift 3
    quiet='-c core.hooksPath=/dev/null -c core.fsmonitor=false'
    git $quiet clone --quiet --shared --no-checkout "$project" "$folder/clone"
    cd "$folder/clone"
    git $quiet checkout --quiet --detach "$commit"
    eval "$PAWL_EDITOR \\"\\$@\\"" || { echo "the editor ended with status $?" >&2; exit 3; }
    git $quiet add --all
    git $quiet diff --cached --binary --no-color --no-ext-diff "$commit" > "$folder/patch"
    """

  /// What to start with the terminal lent.
  static func command(
    project: String, base: CommitID, folder: String, files: [String], editor: String
  ) -> ChildCommand {
    ChildCommand(
      .words(["/bin/sh", "-c", script, "pawl", project, base, folder] + files),
      variables: ["PAWL_EDITOR": editor])
  }

  /// Reads what the script left; nil when it did not come so far.
  init?(folder: String, base: CommitID) {
    guard let data = FileManager.default.contents(atPath: folder + "/patch") else { return nil }
    patch = String(decoding: data, as: UTF8.self)
    self.base = base
  }
}

/// The files of a proposal as it changes them, to look at.
enum ProposedFiles {
  private static let script = """
    set -e
    commit=$1 folder=$2
    shift 2
    for file in "$@"; do
      mkdir -p "$folder/$(dirname "$file")"
      git show "$commit:$file" > "$folder/$file" 2> /dev/null || : > "$folder/$file"
    done
    cd "$folder"
    eval "$PAWL_EDITOR \\"\\$@\\""
    """

  static func command(
    project: String, commit: CommitID, folder: String, files: [String], editor: String
  ) -> ChildCommand {
    ChildCommand(
      .words(["/bin/sh", "-c", script, "pawl", commit, folder] + files), folder: project,
      variables: ["PAWL_EDITOR": editor])
  }
}

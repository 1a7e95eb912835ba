import Settings
import Testing

@Suite struct ValueMistakeTests {
  @Test(arguments: metricAndRun)
  func `a mistake in metric or run is named`(mistake: Mistake) {
    #expect(SettingsText.mistakes(mistake.text).first == mistake.sentence)
  }

  @Test(arguments: filesLists)
  func `a mistake in the lists of files is named`(mistake: Mistake) {
    #expect(SettingsText.mistakes(mistake.text).first == mistake.sentence)
  }

  private static let metricAndRun: [Mistake] = [
    Mistake(
      .instead(.command, "command: [a]"),
      "4: 'run.command' must be text, not a list; such as command: python3 train.py"),
    Mistake(
      .instead(.command, "command: {a: b}"),
      "4: 'run.command' must be text, not a mapping; such as command: python3 train.py"),
    Mistake(
      .instead(.command, "command:"),
      "4: 'run.command' is empty; such as command: python3 train.py"),
    Mistake(
      .instead(.command, "command: \"  \""),
      "4: 'run.command' is empty; such as command: python3 train.py"),
    Mistake(
      .instead(.name, "name: two words"),
      "2: 'metric.name' must be one word, not 'two words'; such as val_loss"),
    Mistake(
      .instead(.name, "name: {}"),
      "2: 'metric.name' must be text, not a mapping; such as name: val_loss"),
    Mistake(
      .below(.command, "  budget: soon"),
      "5: 'run.budget' must be a duration, not 'soon'; such as 6m, 300s, 1h30m or 500ms"),
    Mistake(.below(.command, "  budget: -5s"), "5: 'run.budget' must be more than 0, not -5s"),
    Mistake(.below(.command, "  budget: 0"), "5: 'run.budget' must be more than 0, not 0"),
    Mistake(.below(.command, "  budget: 900d"), "5: 'run.budget' must be at most a year, not 900d"),
    Mistake(
      .below(.command, "  budget: [6m]"),
      "5: 'run.budget' must be a duration, not a list; such as 6m, 300s, 1h30m or 500ms"),
    Mistake(
      .below(.command, "  budget: {}"),
      "5: 'run.budget' counts nothing; such as 6m, {cpu: 6s} or {steps: 2000}"),
    Mistake(
      .below(.command, "  budget: {cpu: 6s, steps: 3}"),
      "5: 'run.budget.steps' cannot stand beside 'cpu'; a budget counts one of them"),
    Mistake(
      .below(.command, "  budget: {steps: many}"),
      "5: 'run.budget.steps' must be a whole number, not 'many'"),
    Mistake(
      .below(.command, "  budget: {steps: 0}"),
      "5: 'run.budget.steps' must be at least 1, not 0"),
    Mistake(
      .below(.command, "  budget: {cpu: -6s}"),
      "5: 'run.budget.cpu' must be more than 0, not -6s"),
    Mistake(.below(.command, "  grace: -1s"), "5: 'run.grace' cannot be negative, as -1s is"),
    Mistake(.below(.command, "  grace: 2d"), "5: 'run.grace' must be at most a day, not 2d"),
    Mistake(
      .below(.name, "  predict: x"),
      "3: 'metric.predict' is given without 'metric.evaluate'; only an evaluator asks "
        + "for predictions"),
    Mistake(
      .below(.name, "  goal: minimise"),
      "3: 'metric.goal' must be one of minimize, maximize, not 'minimise'; did you mean "
        + "'minimize'?"),
    Mistake(
      .below(.name, "  goal: lower"),
      "3: 'metric.goal' must be minimize or maximize, not 'lower'; did you mean "
        + "'minimize'?"),
    Mistake(
      .instead("  name: val_loss", "  goal: minimize"),
      "1: 'metric' has no 'name'; add name: val_loss"),
    Mistake(
      .instead("  command: python3 train.py", "  grace: 3s"),
      "3: 'run' has no 'command'; add command: python3 train.py"),
    Mistake(
      .instead("metric:\n  name: val_loss", "metric: val_loss"),
      "1: 'metric' must be a mapping, not 'val_loss'; its keys are name, goal, evaluate, "
        + "predict"),
    Mistake(
      .instead("metric:\n  name: val_loss", "metric:"),
      "1: 'metric' is empty; its keys are name, goal, evaluate, predict"),
    Mistake(
      .instead("metric:\n  name: val_loss", "metric: []"),
      "1: 'metric' must be a mapping, not a list; its keys are name, goal, evaluate, "
        + "predict"),
    Mistake(
      .instead(.command, "command python3"),
      "4: 'run' must be a mapping, not 'command python3'; its keys are command, budget, "
        + "grace, prepare, stop"),
    Mistake(.instead(.name, "name: &x"), "2: 'metric.name' is empty; such as name: val_loss"),
  ]

  private static let filesLists: [Mistake] = [
    Mistake(
      .instead(.editable, "editable: train.py"),
      "6: 'files.editable' must be a list, not 'train.py'; write it as [train.py]"),
    Mistake(
      .instead(.editable, "editable: []"),
      "6: 'files.editable' is empty; agents need at least one file they may change, such "
        + "as editable: [train.py]"),
    Mistake(
      .instead(.editable, "editable:"),
      "6: 'files.editable' is empty; write it as [train.py]"),
    Mistake(
      .below(.editable, "  frozen: [train.py]"),
      "7: 'files.frozen[0]' 'train.py' is also in 'files.editable'; a file is either "
        + "editable or frozen"),
    Mistake(
      .below(.editable, "  frozen: [\"*.py\"]"),
      "7: 'files.frozen[0]' '*.py' covers 'train.py' of 'files.editable'; a file is "
        + "either editable or frozen"),
    Mistake(
      .below(.editable, "  hidden: [train.py]"),
      "7: 'files.hidden[0]' 'train.py' is also in 'files.editable'; a file is either "
        + "editable or hidden"),
    Mistake(
      .below(.editable, "  data: [d]\n  hidden: [d/]"),
      "8: 'files.hidden[0]' is also in 'files.data'; runs may read data; keep what is "
        + "hidden out of it"),
    Mistake(
      .instead(.editable, "editable: [/etc/passwd]"),
      "6: 'files.editable[0]' must be inside the repository, not '/etc/passwd'; such as "
        + "train.py"),
    Mistake(
      .instead(.editable, "editable: [../x]"),
      "6: 'files.editable[0]' must be inside the repository, so '..' cannot be part of it"),
    Mistake(
      .instead(.editable, "editable: [.git/config]"),
      "6: 'files.editable[0]' cannot be below '.git'; name a file of the project"),
    Mistake(
      .instead(.editable, "editable: [.]"),
      "6: 'files.editable[0]' cannot be the whole folder; name files or folders, such as "
        + "src/**"),
    Mistake(
      .instead(.editable, "editable: [pawl.yaml]"),
      "6: 'files.editable[0]' covers pawl.yaml, which agents must not change; list "
        + "pawl.yaml in 'files.frozen'"),
    Mistake(
      .instead(.editable, "editable: [[a]]"),
      "6: 'files.editable[0]' must be text, not a list; such as train.py"),
    Mistake(
      .instead(.editable, "editable: [3, {a: b}]"),
      "6: 'files.editable[1]' must be text, not a mapping; such as train.py"),
    Mistake(
      .below(.name, "  evaluate: python3 train.py eval"),
      "3: 'metric.evaluate' runs 'train.py', which agents may edit (files.editable: "
        + "train.py); measure with a file of its own and list it in 'files.frozen'"),
    Mistake(
      .instead("  editable: [train.py]", "  frozen: [a]"),
      "5: 'files' has no 'editable'; add editable: [train.py]"),
  ]
}

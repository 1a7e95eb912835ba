/// The files of a project whose runs take milliseconds and whose every effect is known.
///
/// A proposal sets a file of its own in `params/`; what is in it decides what the run does. Numbers
/// are added to the score, a seed adds 0 to 100, and less is better.
enum LabScripts {
  static let train = """
    #!/bin/sh
    echo "start $PAWL_RUN_DIR $PAWL_SEED $$" >> "$LAB/ledger"
    loss=$((10000 + PAWL_SEED % 101))
    echo "step 0 loss $loss"
    for file in params/*; do
      read -r word < "$file"
      case $word in
      crash)
        echo "it broke" >&2
        exit 3 ;;
      gate)
        loss=$((loss - 500))
        [ -e "$PAWL_RUN_DIR/waiting" ] && continue
        mkfifo "$PAWL_RUN_DIR/gate"
        exec 3<>"$PAWL_RUN_DIR/gate"
        : > "$PAWL_RUN_DIR/waiting"
        step=0
        while read -r line <&3; do
          [ "$line" = go ] && break
          step=$((step + 1))
          echo "step $step loss $line"
        done
        # What is no file when a run ends is not measured.
        rm "$PAWL_RUN_DIR/gate" ;;
      tree)
        setsid sh -c 'echo $$ > "$PAWL_RUN_DIR/escaped"; trap "" TERM; while :; do sleep 1000; done' &
        trap "" TERM
        : > "$PAWL_RUN_DIR/waiting"
        while :; do sleep 1000; done ;;
      *) loss=$((loss + word)) ;;
      esac
    done
    echo "step 1 loss $loss"
    echo "$loss" > "$PAWL_RUN_DIR/loss"
    echo "score: $loss"
    echo "end $PAWL_RUN_DIR" >> "$LAB/ledger"

    """

  /// Asks the candidate's side, as an evaluator with hidden data does.
  static let evaluate = """
    echo "what came of it?" > "$PAWL_PREDICT_IN"
    read -r loss < "$PAWL_PREDICT_OUT"
    echo "{\\"score\\": $loss}" > "$PAWL_RESULT"

    """

  static let predict = """
    read -r _ < "$PAWL_PREDICT_IN"
    read -r loss < "$PAWL_RUN_DIR/loss"
    echo "$loss" > "$PAWL_PREDICT_OUT"

    """

  /// A turn does what the line of its number in its lane's plan says.
  static let agent = """
    name="$PAWL_LANE-$PAWL_TURN"
    word=$(sed -n "${PAWL_TURN}p" "$LAB/plan/$PAWL_LANE" 2>/dev/null || true)
    # A turn's second attempt is a job of its own, and a repair begins with what was before the crash.
    job=${PAWL_PROMPT%/brief/prompt.md}
    case ${job##*/} in t-*-*-2) again=-again ;; esac
    echo "turn $name$again" >> "$LAB/ledger"
    if grep -q '^## This turn: repair' "$PAWL_PROMPT"; then git read-tree -u --reset HEAD^; fi
    case $word in
    hold*)
      mkfifo "$LAB/hold-$name"
      exec 3<>"$LAB/hold-$name"
      : > "$LAB/held-$name"
      read -r _ <&3
      word=${word#hold-} ;;
    esac
    case $word in
    good) echo -500 > "params/$name" ;;
    bad) echo 500 > "params/$name" ;;
    crash | gate | tree) echo "$word" > "params/$name" ;;
    frozen) echo "# $name" >> train.sh ;;
    fail) exit 5 ;;
    empty) ;;
    *) exec sleep 1000 ;;
    esac
    echo "TITLE: $word $name"
    echo "REASON: the plan says so"

    """

  static func settings(_ lab: Lab.Options) -> String {
    """
    name: lab
    metric:
      name: score
      goal: minimize
      evaluate: sh evaluate.sh
      predict: sh predict.sh
    run:
      command: sh train.sh
      budget: {steps: 10, wall: 10m}
      grace: 1s
    files:
      editable: [params/*]
      frozen: [train.sh, evaluate.sh, predict.sh]
    agents: [{use: command, name: plan, command: 'sh "$LAB/agent.sh"', count: \(lab.lanes)}]
    slots: \(lab.slots)
    review: \(lab.review)
    ratchet: {baseline: 3, pairs: 6, in_flight: 2}
    isolation: process

    """
  }
}

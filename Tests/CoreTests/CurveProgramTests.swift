import Testing

@testable import Core

/// A few lines as a program prints them, and the curves in them: points and last value by name.
struct PrintedLog: Sendable, CustomTestStringConvertible {
  var program: String
  var text: String
  var curves: [String: (count: Int, last: Double)]

  var testDescription: String { program }

  static let all: [PrintedLog] = [
    PrintedLog(
      program: "nanoGPT",
      text: """
        step 0: train loss 4.2874, val loss 4.2823
        iter 0: loss 4.2664, time 46.47ms, mfu -100.00%
        iter 1: loss 3.9000, time 12.47ms, mfu 17.30%
        step 2: train loss 2.4874, val loss 2.5823
        iter 2: loss 2.4664, time 46.47ms, mfu 17.10%

        """,
      curves: ["train loss": (2, 2.4874), "val loss": (2, 2.5823), "loss": (3, 2.4664)]),
    PrintedLog(
      program: "llm.c",
      text: """
        | max_steps             | -1        |
        val loss 11.010000
        step    1/3 | loss 10.9 (+nanz)| norm 15.3 (+nanz)| lr 8.57e-07 | 2500.12 ms | 204800 tok/s
        val loss 9.010000
        step    2/3 | loss 8.9 (+0.1z)| norm 15.3 (+0.2z)| lr 8.57e-07 | 2500.12 ms | 204800 tok/s
        val loss 7.010000
        step    3/3 | loss 6.9 (+0.1z)| norm 15.3 (+0.2z)| lr 8.57e-07 | 2500.12 ms | 204800 tok/s

        """,
      curves: ["loss": (3, 6.9), "val loss": (3, 7.01)]),
    PrintedLog(
      program: "word_language_model",
      text: """
        | epoch   1 |   200/  500 batches | lr 20.00 | ms/batch 12.51 | loss  7.63 | ppl  2061.18
        | epoch   1 |   400/  500 batches | lr 20.00 | ms/batch 12.53 | loss  6.85 | ppl   946.94
        -----------------------------------------------------------------------------------------
        | end of epoch   1 | time: 45.11s | valid loss  6.16 | valid ppl   471.30
        -----------------------------------------------------------------------------------------
        | epoch   2 |   200/  500 batches | lr 20.00 | ms/batch 12.51 | loss  6.33 | ppl   560.18

        """,
      curves: ["loss": (3, 6.33), "valid loss": (1, 6.16), "ppl": (3, 560.18)]),
    PrintedLog(
      program: "timm",
      text: """
        Train: 0 [   0/100 (  0%)]  Loss: 6.94 (6.94)  Time: 0.300s,  111.11/s  LR: 1.0e-03
        Train: 0 [  99/100 (100%)]  Loss: 6.12 (6.50)  Time: 0.300s,  111.11/s  LR: 1.0e-03
        Train: 1 [   0/100 (  0%)]  Loss: 5.94 (5.94)  Time: 0.300s,  111.11/s  LR: 1.0e-03

        """, curves: ["Loss": (3, 5.94), "LR": (3, 1e-3)]),
    PrintedLog(
      program: "YOLO",
      text: """

              Epoch    GPU_mem   box_loss   cls_loss  Instances       Size
        \r        1/2      2.41G      1.234      2.345         20        640:  50%|█████     | 1/2 [00:01<00:01]\
        \r        1/2      2.41G      1.134      2.245         23        640: 100%|██████████| 2/2 [00:02<00:00]
                         Class     Images  Instances      Box(P          R      mAP50  mAP50-95): 100%|███| 4/4
                           all        128        929      0.641      0.512      0.601      0.441

              Epoch    GPU_mem   box_loss   cls_loss  Instances       Size
        \r        2/2      2.41G      1.034      2.145         23        640: 100%|██████████| 2/2 [00:02<00:00]

        """, curves: ["box_loss": (3, 1.034), "cls_loss": (3, 2.145)]),
    PrintedLog(
      program: "YOLO's scores",
      text: (1...3).map { epoch in
        """
              Epoch   box_loss   cls_loss       Size
                \(epoch)/3      1.234      2.345        640: 100%|██████████| 2/2 [00:01<00:01, 3.1it/s]
                         Class     Images      Box(P          R      mAP50  mAP50-95): 100%|███| 4/4 [00:00<00:00,  4.5it/s]
                           all        128      0.641      0.512      0.60\(epoch)      0.44\(epoch)

        """
      }.joined(), curves: ["box_loss": (3, 1.234), "mAP50": (3, 0.603), "mAP50-95": (3, 0.443)]),
    PrintedLog(
      program: "fastai",
      text: """
        epoch     train_loss  valid_loss  accuracy  time
        0         0.912300    0.812300    0.800000  00:11
        1         0.712300    0.612300    0.840000  00:12

        """, curves: ["train_loss": (2, 0.7123), "valid_loss": (2, 0.6123), "accuracy": (2, 0.84)]),
    PrintedLog(
      program: "spaCy",
      text: """
        ℹ Pipeline: ['tok2vec', 'ner']
        E    #       LOSS TOK2VEC  LOSS NER  ENTS_F  SCORE
        ---  ------  ------------  --------  ------  ------
          0       0          0.00     57.50    0.32    0.00
          0     200         18.93   1010.45   31.42    0.31

        """, curves: ["LOSS NER": (2, 1010.45), "ENTS_F": (2, 31.42)]),
    PrintedLog(
      program: "a CSV after other lines",
      text: """
        Loading data...
        model has 1,234,567 parameters
        epoch,train_loss,val_loss
        1,0.9,1.1
        2,0.8,

        """, curves: ["train_loss": (2, 0.8), "val_loss": (1, 1.1)]),
    PrintedLog(
      program: "a drawn table",
      text: """
        ┏━━━━━━━┳━━━━━━━━┳━━━━━━━━━┓
        ┃ Epoch ┃ Loss   ┃ Val Acc ┃
        ┡━━━━━━━╇━━━━━━━━╇━━━━━━━━━┩
        │ 1     │ 0.9000 │ 80.5    │
        │ 2     │ 0.8000 │ 81.5    │
        └───────┴────────┴─────────┘

        """, curves: ["Loss": (2, 0.8), "Val Acc": (2, 81.5)]),
    PrintedLog(
      program: "clu",
      text: """
        I1114 10:00:00.000000 139 logging_writer.py:64] [0] accuracy=0.100000, loss=2.500000
        I1114 10:00:09.000000 139 logging_writer.py:64] [100] accuracy=0.200000, loss=1.500000

        """, curves: ["accuracy": (2, 0.2), "loss": (2, 1.5)]),
    PrintedLog(
      program: "printed tensors",
      text: """
        Epoch 0, loss tensor(0.5000, device='cuda:0', grad_fn=<NllLossBackward0>)
        Epoch 1, loss tensor(0.4000, device='cuda:0', grad_fn=<NllLossBackward0>)

        """, curves: ["loss": (2, 0.4)]),
    PrintedLog(
      program: "sentences",
      text: """
        After epoch 1 of 2 the training loss is 0.5 and the validation accuracy is 81.0%.
        After epoch 2 of 2 the training loss is 0.4 and the validation accuracy is 82.0%.

        """, curves: ["training loss": (2, 0.4), "validation accuracy": (2, 82)]),
    PrintedLog(
      program: "thousands and a comma in the first line",
      text: """
        step 1,000 | loss 2.5 | tokens 1.5M
        step 2,000 | loss 2.4 | tokens 3.0M

        """, curves: ["loss": (2, 2.4), "tokens": (2, 3)]),
  ]
}

/// Programs whose output differs from the corpus's, in little things each.
struct `Logs of many programs` {
  private func read(_ text: String) -> LogReader {
    var reader = LogReader()
    reader.feed(Array(text.utf8))
    reader.finish()
    return reader
  }

  @Test(arguments: PrintedLog.all) func `have their curves`(_ log: PrintedLog) {
    let series = read(log.text).series
    for (name, wanted) in log.curves {
      #expect(series[name]?.count == wanted.count, "\(name)")
      #expect(series[name]?.last.y == wanted.last, "\(name)")
    }
  }

  @Test(arguments: PrintedLog.all) func `are read the same with other line ends`(_ log: PrintedLog)
  {
    let other = read(log.text.split(separator: "\n").joined(separator: "\r\n") + "\r\n").series
    for (name, wanted) in log.curves {
      #expect(other[name]?.count == wanted.count, "\(name)")
      #expect(other[name]?.last.y == wanted.last, "\(name)")
    }
  }

  @Test func `words between numbers are no curves`() {
    let reader = read(
      """
      Epoch 1: val_loss improved from 0.31 to 0.28, saving model after 3 tries
      Epoch 2: val_loss improved from 0.28 to 0.27, saving model after 1 tries
      [2024-05-01 12:00:00,123] [INFO] [axolotl.train.train:123] [PID:4711] [RANK:0] epoch 3
      iteration 5 | number of nan iterations:   0 | number of skipped iterations:   0 |

      """)
    let names = Set(reader.summaries.map(\.name))
    #expect(names.isDisjoint(with: ["from", "to", "after", "of", "PID", "RANK"]))
    #expect(!names.contains("axolotl.train.train"))
  }

  @Test func `a listing of other things is no table of curves`() {
    let reader = read(
      """
      NAME       SIZE   USED   FREE
      data       100    20     80
      home       200    30     170
      the loss of the night
      5 6 7

      """)
    #expect(reader.summaries.isEmpty)
  }

  @Test func `a bar without a name tells how far the run is, not that of an evaluation`() {
    let reader = read(
      """
      \r  0%|          | 0/100 [00:00<?, ?it/s]\r 50%|█████     | 50/100 [00:25<00:25, 2.01it/s]
      {'loss': 2.5, 'grad_norm': 1.1, 'epoch': 0.5}
      \r100%|██████████| 13/13 [00:00<00:00, 47.1it/s]
      \r 60%|██████    | 60/100 [00:30<00:20, 2.01it/s]

      """)
    #expect(reader.progress == 0.6)
    #expect(reader.remaining == 20)
  }

  @Test func `a share of something else is not how far the run is`() {
    #expect(read("step: 91  loss: 1.08  memory: 33.42GiB(35.19%)  mfu: 10.2%\n").progress == nil)
    #expect(read("Train Epoch: 1 [640/60000 (1%)]\tLoss: 2.5\n").progress == nil)
    #expect(read("step 00010 (5.0%) | loss: 2.5\n").progress == 0.05)
  }

  @Test func `a counter from 0 ends one below its total`() {
    let text = (0..<5).map { "Learning iteration \($0)/5\n   Mean reward: \($0).5\n" }.joined()
    #expect(read(text).end == .completed)
  }

  @Test func `a date before a time of day counts nothing`() {
    let reader = read("[04/17 12:40:01 d2.engine]: Overall training speed: 98 iterations\n")
    #expect(reader.lastStep == nil)
  }

  @Test(arguments: [
    (
      "^CTraceback (most recent call last):\n  File \"t.py\"\nKeyboardInterrupt\n",
      LogEnd.interrupted
    ),
    (
      "thread 'main' panicked at src/main.rs:12:5:\nindex out of bounds\nnote: run with it\n",
      .crashed
    ),
    (
      "Traceback (most recent call last):\ntorch.distributed.elastic.errors.ChildFailedError: \n"
        + (1...15).map { "report \($0)\n" }.joined(), .crashed
    ),
  ])
  func `ends are known by what programs say last`(_ last: String, _ end: LogEnd) {
    #expect(read("step 1 loss 2.5\nstep 2 loss 2.4\nstep 3 loss 2.3\n" + last).end == end)
  }

  @Test func `a final value is found however its name is written`() {
    let reader = read(
      "step 1: train loss 2.5, val loss 2.6\nstep 2: train loss 2.4, val loss 2.5\n")
    for name in ["val loss", "val_loss", "val/loss", "Val-Loss"] {
      #expect(reader.final(name) == 2.5)
    }
    #expect(reader.final("loss") == nil)
    let two = read("step 1 val_loss=2.6 val/loss=2.7\n")
    #expect(two.final("val_loss") == 2.6)
    #expect(two.final("val loss") == nil)
  }
}

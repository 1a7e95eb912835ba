import Core

/// The training program that the made proposals change.
package enum MadeProject {
  package static let train: [String] = {
    var lines = [
      "\"\"\"A small language model, trained for a fixed time.\"\"\"", "", "import math",
      "import os",
      "import time", "", "import torch", "import torch.nn as nn", "import torch.nn.functional as F",
      "",
    ]
    for constant in constants {
      lines.append("\(constant.name) = \(constant.values[0])  # \(constant.meaning)")
    }
    lines += [
      "", "", "class CausalSelfAttention(nn.Module):", "    def __init__(self, width, heads):",
      "        super().__init__()", "        self.heads = heads",
      "        self.qkv = nn.Linear(width, 3 * width, bias=False)",
      "        self.out = nn.Linear(width, width, bias=False)", "",
      "    def forward(self, x, rotary):", "        batch, time, width = x.size()",
      "        q, k, v = self.qkv(x).split(width, dim=2)",
      "        q, k = rotate(q, k, rotary, self.heads)",
      "        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)",
      "        return self.out(y.transpose(1, 2).reshape(batch, time, width))", "", "",
      "class Block(nn.Module):", "    def __init__(self, width, heads):",
      "        super().__init__()", "        self.attention = CausalSelfAttention(width, heads)",
      "        self.norm = nn.RMSNorm(width)",
      "        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(),",
      "                                 nn.Linear(4 * width, width))", "",
      "    def forward(self, x, rotary):", "        x = x + self.attention(self.norm(x), rotary)",
      "        return x + self.mlp(self.norm(x))", "",
    ]
    return lines
  }()

  struct Constant {
    let name: String
    let meaning: String
    let values: [String]
  }

  static let constants: [Constant] = [
    Constant(name: "DEPTH", meaning: "blocks", values: ["8", "10", "12", "6"]),
    Constant(name: "HEAD_DIM", meaning: "per head", values: ["128", "96", "64", "192"]),
    Constant(name: "ROPE_BASE", meaning: "slowest", values: ["10_000", "5_000", "50_000"]),
    Constant(
      name: "MATRIX_LR", meaning: "Muon", values: ["0.04", "0.03", "0.05", "0.02", "0.06"]),
    Constant(name: "EMBED_LR", meaning: "Adam", values: ["0.6", "0.4", "0.8", "0.3"]),
    Constant(name: "WEIGHT_DECAY", meaning: "cautious", values: ["0.2", "0.1", "0.0", "0.3"]),
    Constant(name: "BETA2", meaning: "Adam", values: ["0.95", "0.97", "0.99", "0.9"]),
    Constant(name: "WARMDOWN", meaning: "share", values: ["0.5", "0.6", "0.4", "0.7"]),
    Constant(name: "BATCH_TOKENS", meaning: "a step", values: ["2**19", "2**18", "2**17"]),
    Constant(name: "SOFTCAP", meaning: "logits", values: ["15", "20", "30", "10"]),
    Constant(name: "WINDOW", meaning: "pattern", values: ["\"SSSL\"", "\"SSL\"", "\"L\""]),
    Constant(name: "MOMENTUM", meaning: "Muon", values: ["0.95", "0.97", "0.9", "0.85"]),
  ]
}

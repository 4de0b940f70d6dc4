/** What each setting is called and means, by its path; a setting without words here goes by its own name. */

export interface SettingWords {
  name: string;
  unit?: string;
  help?: string;
}

const LR: SettingWords = { name: "learning rate", help: "how far a step moves the weights" };
const EPS: SettingWords = { name: "epsilon", help: "keeps a division from being one by zero" };

export const WORDS: Readonly<Record<string, SettingWords>> = {
  name: { name: "name", help: "what the run is called; the kind of the model if left out" },
  data: { name: "data" },
  "data.name": { name: "ready-made set" },
  "data.path": { name: "folder of encoded rows" },
  model: { name: "model" },
  "model.hidden": { name: "hidden layers", unit: "neurons", help: "of each layer, input side first" },
  "model.embedding_dim": { name: "vector of a field", unit: "elements", help: "how many numbers stand for an id" },
  "model.embedding_spread": { name: "spread of vectors", help: "they start within ± this; left out, Glorot's range" },
  "model.dropout": { name: "dropout", unit: "share", help: "of neurons silenced while training" },
  "model.activation": { name: "non-linearity", help: "of the hidden layers" },
  "model.batch_norm": { name: "batch normalisation", help: "before each non-linearity" },
  "model.behaviours": { name: "behaviours", help: "sequences that tell of the same past events, side by side" },
  "model.auxiliary": { name: "next behaviour", help: "weight of having to tell what a person did next" },
  "model.interaction": {
    name: "interaction",
    help: "how a past event meets the candidate: element by element, or all with all",
  },
  "model.attention_hidden": {
    name: "layers of the attention",
    unit: "neurons",
    help: "of each layer, input side first",
  },
  "model.attention_activation": { name: "non-linearity of the attention" },
  "model.softmax": { name: "softmax", help: "weights of past events add up to one" },
  "model.attention_layers": { name: "layers of attention", help: "in each of which fields take from one another" },
  "model.heads": { name: "heads", help: "that weigh side by side, each in its own way" },
  "model.units": { name: "units of a head", unit: "elements", help: "of what a field becomes in each head" },
  "model.residual": { name: "residual", help: "what a field was joins what it takes from others" },
  "model.scale": { name: "scaled scores", help: "divided by the root of the units" },
  "model.project_residual": {
    name: "residual always projected",
    help: "also where a field is as wide as what it takes",
  },
  "model.projection_relu": { name: "ReLU on projections", help: "of queries, keys, values and the residual" },
  "model.layer_norm": { name: "layer normalisation", help: "of each field, behind each layer of attention" },
  "model.attention_dropout": {
    name: "dropout of the attention",
    unit: "share",
    help: "of weights silenced while training",
  },
  "model.structure": { name: "structure", help: "how the parts of the model stand to one another" },
  "model.blocks": { name: "blocks", unit: "neurons", help: "of each block, input side first" },
  "model.reduction": { name: "reduction", help: "width of a mask's hidden layer over that of what it masks" },
  "model.embedding_layer_norm": {
    name: "layer normalisation of vectors",
    help: "each field's by itself, before it is masked",
  },
  "model.cross_layers": { name: "cross layers", help: "each raises the order of products by one" },
  "model.deep_layers": { name: "deep cross layers", help: "each doubles the order of products" },
  "model.shallow_layers": { name: "shallow cross layers", help: "each raises the order of products by one" },
  "model.shallow_dropout": {
    name: "dropout of shallow layers",
    unit: "share",
    help: "of elements silenced while training",
  },
  "model.low_rank": { name: "rank", help: "columns of a cross layer's two matrices; left out, one full matrix" },
  "model.experts": { name: "experts", help: "low-rank layers that are mixed" },
  "model.gate": { name: "gate", help: "how experts are weighed" },
  "model.maps": { name: "maps", unit: "vectors", help: "that each product layer gives" },
  "model.product": { name: "products", help: "of the fields' vectors" },
  "model.hidden_2": { name: "layers of the second tower", unit: "neurons", help: "of each layer, input side first" },
  "model.dropout_2": { name: "dropout of the second tower", unit: "share", help: "as in the first if left out" },
  "model.gates": { name: "gates", help: "what decides how much of each field a tower sees" },
  "model.gate_fields_1": { name: "fields of the first gate", help: "the user's if left out" },
  "model.gate_fields_2": { name: "fields of the second gate", help: "the item's if left out" },
  "model.gate_hidden": { name: "layers of the gates", unit: "neurons", help: "of each layer, input side first" },
  "model.powers": { name: "powers of numbers", help: "square and root of those read by their cumulative share" },
  "model.bias_field": { name: "bias field", help: "its ids give one number at the output and no vector at the input" },
  training: { name: "training" },
  "training.optimizer": { name: "optimiser" },
  "training.optimizer.lr": LR,
  "training.optimizer.initial_accumulator": { name: "initial accumulator", help: "squared gradients to begin with" },
  "training.optimizer.eps": EPS,
  "training.optimizer.rowwise": { name: "row-wise", help: "one accumulator for each id's vector; less memory" },
  "training.optimizer.lazy": {
    name: "lazy",
    help: "ids that a batch leaves out rest; off, they move on as in dense Adam, and a step costs what the tables hold",
  },
  "training.optimizer.betas": { name: "betas", help: "how slowly the means of gradient and square forget" },
  "training.optimizer.weight_decay": {
    name: "decoupled weight decay",
    help: "share of a weight that a step takes off, times the rate",
  },
  "training.optimizer.momentum": { name: "momentum", help: "share of the last move that goes on" },
  "training.schedule": { name: "learning rate over time" },
  "training.schedule.steps": { name: "steps", unit: "optimiser steps" },
  "training.schedule.warmup_steps": { name: "warm-up", unit: "optimiser steps", help: "until the full rate" },
  "training.schedule.floor": { name: "floor", unit: "share", help: "of the full rate at the last step" },
  "training.schedule.factor": {
    name: "factor",
    help: "by which the rate shrinks over each `steps`, or at each milestone",
  },
  "training.schedule.milestones": { name: "milestones", unit: "shares", help: "of all steps, at which the rate drops" },
  "training.batch_size": { name: "batch", unit: "rows", help: "that pass through the model at once" },
  "training.accumulate": { name: "batches of a step", help: "whose gradients are added up before the weights move" },
  "training.epochs": { name: "epochs", unit: "passes", help: "over the training split" },
  "training.max_steps": { name: "most steps", unit: "optimiser steps", help: "ends the run earlier" },
  "training.seed": { name: "seed", help: "equal seeds give equal weights on the same machine" },
  "training.weight_decay": { name: "weight decay", help: "times a dense weight joins its gradient" },
  "training.embedding_decay": {
    name: "pull of all tables",
    help: "pulls the vectors of every table that a step touches towards zero, but for those named above",
  },
  "training.regularise": { name: "pull of fields", help: "field=strength; pulls the vectors of a field towards zero" },
  "training.mini_batch_aware": {
    name: "pull of rare ids",
    help: "pulls the vectors that a step touches towards zero, the harder the rarer their id is in training",
  },
  "training.clip_norm": { name: "longest gradient", help: "of all parameters together; longer ones are shortened" },
  "training.early_stopping": { name: "early stopping" },
  "training.early_stopping.metric": { name: "metric" },
  "training.early_stopping.task": { name: "task", help: "the first of the data if left out" },
  "training.early_stopping.split": { name: "split" },
  "training.early_stopping.patience": { name: "patience", unit: "evaluations", help: "in a row without a gain" },
  "training.early_stopping.min_gain": {
    name: "least gain",
    unit: "of the metric",
    help: "a smaller one does not count",
  },
  "training.evaluate_every": { name: "evaluate every", unit: "optimiser steps", help: "besides the end of each epoch" },
  "training.evaluate_splits": { name: "evaluated splits", help: "all if left out" },
  "training.evaluate_rows": { name: "rows of train evaluated", unit: "rows", help: "a fixed sample" },
  "training.checkpoints": { name: "checkpoints" },
  "training.checkpoints.every": { name: "every", unit: "optimiser steps" },
  "training.checkpoints.keep": { name: "keep", unit: "checkpoints", help: "the newest ones" },
  "training.checkpoints.keep_best": {
    name: "keep the best",
    help: "by the metric of early stopping, else AUC on validation",
  },
  "training.compile": { name: "compiled", help: "the layers, by torch's compiler; takes a while at the start" },
  "training.precision": { name: "precision", help: "of the layers; bf16 where the machine is made for it" },
  "training.processes": { name: "processes", help: "that share the rows of every batch" },
  "training.device": { name: "device", help: "auto takes a GPU where there is one" },
  "training.threads": { name: "threads", help: "of each process; as many as torch chooses if left out" },
  capture: { name: "capture" },
  "capture.every": { name: "snapshot every", unit: "optimiser steps", help: "null for none between epochs" },
  "capture.each_epoch": { name: "at the end of each epoch", help: "a snapshot besides" },
  "capture.rows": { name: "rows of a snapshot", unit: "rows of each split", help: "a fixed sample" },
  "capture.splits": { name: "splits", help: "all if left out" },
  "capture.gradients": { name: "gradients of fields", help: "saliency needs them" },
  "capture.disk_limit_gb": { name: "most disk", unit: "GB", help: "that snapshots of the run may take" },
  "capture.seed": { name: "seed of the sample" },
};

export function wordsOf(path: readonly string[]): SettingWords {
  return WORDS[path.join(".")] ?? { name: (path.at(-1) ?? "").replaceAll("_", " ") };
}

/** "Hidden layers (neurons)". */
export function labelOf(path: readonly string[]): string {
  const { name, unit } = wordsOf(path);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${unit ? ` (${unit})` : ""}`;
}

"""Building blocks that models share. They take plain sizes and tensors and know nothing of schemas or files.

Letters in shape comments, here and everywhere: **B** examples in a batch, **n** examples in a snapshot, **F** fields,
**L** positions in a sequence, **D** embedding width, **H** hidden width, **K** look-ups in a row.
"""

from clicklens.nn.activation import Activation, build_activation
from clicklens.nn.batch_norm import BatchNorm
from clicklens.nn.bilinear_fusion import BilinearFusion
from clicklens.nn.compressed_interaction import CompressedInteraction
from clicklens.nn.cross import CrossMatrix, CrossMixture, CrossNetwork, CrossVector, Gate
from clicklens.nn.dice import Dice
from clicklens.nn.embedding import StackedEmbedding
from clicklens.nn.factorisation_machine import FactorisationMachine
from clicklens.nn.field_attention import FieldAttention
from clicklens.nn.field_gate import FieldGate
from clicklens.nn.field_norm import FieldNorm
from clicklens.nn.field_products import InnerProducts, OuterProduct
from clicklens.nn.hidden import HiddenLayer
from clicklens.nn.interest_evolution import InterestEvolution
from clicklens.nn.mask_block import MaskBlock
from clicklens.nn.masked_cross import Growth, MaskedCross
from clicklens.nn.number_powers import NumberPowers
from clicklens.nn.output import output_layer
from clicklens.nn.pair_products import pair_products
from clicklens.nn.pooling import pool
from clicklens.nn.side_by_side import side_by_side
from clicklens.nn.stack_rows import StackRows
from clicklens.nn.target_attention import Interaction, TargetAttention
from clicklens.nn.tower import Tower

__all__ = [
    "Activation",
    "BatchNorm",
    "BilinearFusion",
    "CompressedInteraction",
    "CrossMatrix",
    "CrossMixture",
    "CrossNetwork",
    "CrossVector",
    "Dice",
    "FactorisationMachine",
    "FieldAttention",
    "FieldGate",
    "FieldNorm",
    "Gate",
    "Growth",
    "HiddenLayer",
    "InnerProducts",
    "Interaction",
    "InterestEvolution",
    "MaskBlock",
    "MaskedCross",
    "NumberPowers",
    "OuterProduct",
    "StackRows",
    "StackedEmbedding",
    "TargetAttention",
    "Tower",
    "build_activation",
    "output_layer",
    "pair_products",
    "pool",
    "side_by_side",
]

"""Heed's stage of Spark ML for Python: the JVM's own, by its params. The SQL functions need nothing but the jars."""

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasInputCol, HasOutputCol
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaTransformer


def _text(name, doc):
    return Param(Params._dummy(), name, doc, typeConverter=TypeConverters.toString)


def _count(name, doc):
    return Param(Params._dummy(), name, doc, typeConverter=TypeConverters.toInt)


class HeedEmbedder(JavaTransformer, HasInputCol, HasOutputCol, JavaMLReadable, JavaMLWritable):
    """Vectors of texts: HeedEmbedder(inputCol="text", outputCol="vector").transform(lines)."""

    errorCol = _text("errorCol", "column of the reasons why texts have no vector, for failures=null")
    model = _text("model", "a packaged model's name, or a folder that every executor finds")
    prompt = _text("prompt", "the name of one of the model's prompts, or what goes before each text")
    precision = _text("precision", "number format of the products: fp32, bf16, int8, auto")
    overflow = _text("overflow", "what happens to longer texts: error, truncate, window")
    outputType = _text("outputType", "array of floats, or Spark ML's vector: array, vector")
    failures = _text("failures", "what a text does that fails: fail, null")
    maxTokens = _count("maxTokens", "the most tokens of a text; 0 for the model's limit")
    dimensions = _count("dimensions", "numbers of a vector, the first; 0 for all")
    batchSize = _count("batchSize", "rows that pass through the model together")

    def __init__(self, **params):
        super().__init__()
        self._java_obj = self._new_java_obj("dev.heed.spark.HeedEmbedder", self.uid)
        self._setDefault(outputCol=self.uid + "__output", model="minilm", precision="fp32", overflow="truncate",
                         outputType="array", failures="fail", maxTokens=0, dimensions=0, batchSize=128)
        self._set(**params)

    def setParams(self, **params):
        """Sets params by their names."""
        return self._set(**params)

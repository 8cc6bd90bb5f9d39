package host;

import dev.heed.langchain4j.HeedEmbeddingModel;
import dev.langchain4j.model.embedding.EmbeddingModel;

/** A host without modules, of LangChain4j. */
final class Host {
    private Host() {}

    public static void main(String[] args) {
        EmbeddingModel model = HeedEmbeddingModel.create();
        System.out.println(model.embed("bank grows money").content().dimension() + " " + model);
    }
}

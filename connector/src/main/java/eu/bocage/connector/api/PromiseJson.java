package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import eu.bocage.policies.Promise;
import eu.bocage.policies.Words;
import java.util.List;

/** Promises for programs, as term and value, and for people, as a sentence. */
final class PromiseJson {

    private PromiseJson() {
    }

    static void put(ArrayNode array, List<Promise> promises) {
        promises.forEach(promise -> {
            Words words = Words.of(promise);
            array.addObject().put("term", promise.term().key()).put("value", promise.value())
                .put("fr", words.french()).put("en", words.english());
        });
    }
}

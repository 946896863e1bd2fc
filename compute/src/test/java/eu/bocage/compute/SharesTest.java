package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class SharesTest {

    private static final List<String> ASKS = List.of("{\"function\":\"count\"}", "{\"function\":\"rows\"}",
        "{\"function\":\"sum\",\"measure\":\"bill\"}", "{\"function\":\"mean\",\"measure\":\"bill\"}",
        "{\"function\":\"variance\",\"measure\":\"bill\"}", "{\"function\":\"sum\",\"measure\":\"consumption\"}",
        "{\"function\":\"ratio\",\"measure\":\"bill\",\"over\":\"consumption\"}",
        "{\"function\":\"ratio\",\"measure\":\"bill\",\"over\":\"count\"}",
        "{\"function\":\"histogram\",\"measure\":\"bill\",\"edges\":[10,20.5]}",
        "{\"function\":\"quantiles\",\"measure\":\"consumption\",\"perMille\":[500]}");

    @Property(tries = 300)
    void addUpToTheChargeAndAreNeverNothing(@ForAll long seed, @ForAll boolean needsCount,
            @ForAll @LongRange(max = 999_999_000) long more) {
        Random random = new Random(seed);
        ArrayNode asks = Json.object().putArray("measures");
        ASKS.stream().filter(one -> random.nextBoolean()).forEach(one -> asks.add(Json.read(one)));
        if (asks.isEmpty()) {
            asks.add(Json.read(ASKS.getFirst()));
        }
        Card card = Card.fromYaml(Cards.ENERGY + "rowsPerUnit: 3\n");
        Question.Content question = Question.read("""
            {"dataset":"energy-consumption","purpose":"p","microRho":%d,"measures":%s}"""
            .formatted(12 + more, asks), card, 1).content();
        Shares shares = Shares.of(question, needsCount);
        assertThat(shares.sum()).isEqualTo(question.microRho());
        assertThat(Arrays.stream(shares.figures())).allMatch(share -> share > 0);
        assertThat(Arrays.stream(shares.spreads())).allMatch(share -> share > 0);
        assertThat(shares.count() > 0)
            .isEqualTo(needsCount || question.asks().stream().anyMatch(Ask::needsCount));
        assertThat(shares.figures()).hasSize(Shares.figures(question.asks()).size());
    }
}

package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.agreement.Offer;
import eu.bocage.policies.Constraint;
import eu.bocage.policies.Operator;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Rule;
import eu.bocage.policies.Term;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.spi.query.QuerySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What both sides write down of an agreement. */
class AgreedTest {

    private static final String CHARTER = "sha-256:" + "ab".repeat(32);

    @TempDir
    Path folder;

    private TestTerritory territory;
    private TestNode provider;
    private TestNode consumer;

    @BeforeEach
    void start() {
        territory = new TestTerritory(folder);
        provider = territory.node("supplier");
        consumer = territory.node("university");
        provider.connector().replaceAll(List.of(offer()));
    }

    @AfterEach
    void stop() {
        territory.close();
    }

    @Test
    void standsInTheLedgersOfBothSidesWithTheSameContent() {
        Agreement agreement = negotiate();
        assertOneEntryEach();
        JsonNode entry = provider.entries("agreed").getFirst();
        assertThat(consumer.entries("agreed")).containsExactly(entry);
        assertThat(entry.path("agreement").asText()).isEqualTo(agreement.id());
        assertThat(entry.path("dataset").asText()).isEqualTo("energy");
        assertThat(entry.path("provider").asText()).isEqualTo(provider.did().text());
        assertThat(entry.path("consumer").asText()).isEqualTo(consumer.did().text());
        assertThat(entry.path("project").asText()).isEqualTo("heat-atlas");
        assertThat(entry.path("charter").asText()).isEqualTo(CHARTER);
        assertThat(entry.path("policy").asText()).matches("sha-256:[0-9a-f]{64}");
    }

    @Test
    void becomesFinalAtTheConsumerOnlyWithItsEntry() {
        consumer.failures.set(Integer.MAX_VALUE);
        assertThatThrownBy(this::negotiate).isInstanceOf(DataspaceException.class);
        assertThat(consumer.failures.get()).isLessThan(Integer.MAX_VALUE);
        assertThat(consumer.connector().all()).isEmpty();
        assertThat(consumer.entries("agreed")).isEmpty();
        assertThat(provider.entries("agreed")).isEmpty();
        consumer.failures.set(0);
        Agreement agreement = negotiate();
        assertThat(consumer.entries("agreed")).singleElement()
            .satisfies(entry -> assertThat(entry.path("agreement").asText()).isEqualTo(agreement.id()));
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() ->
            assertThat(provider.entries("agreed")).isEqualTo(consumer.entries("agreed")));
    }

    @Test
    void becomesFinalAtTheProviderOnlyWithItsEntryThoughItIsSentAgain() {
        provider.failures.set(1);
        negotiate();
        await().atMost(Duration.ofSeconds(90)).until(() -> isFinal(provider));
        assertThat(provider.failures).hasValue(0);
        assertOneEntryEach();
    }

    @Test
    void writesNothingMoreAfterARestart() {
        negotiate();
        assertOneEntryEach();
        provider.stop();
        consumer.stop();
        provider.start();
        consumer.start();
        negotiate();
        await().atMost(Duration.ofSeconds(10)).until(() -> provider.entries("agreed").size() == 2);
        assertThat(consumer.entries("agreed")).hasSize(2);
    }

    private Agreement negotiate() {
        return consumer.connector().negotiate(consumer.member(provider),
            consumer.connector().catalogue(consumer.member(provider)).getFirst());
    }

    /** The provider's negotiation is final a moment after the consumer's. */
    private void assertOneEntryEach() {
        await().atMost(Duration.ofSeconds(10)).until(() -> isFinal(provider));
        assertThat(provider.entries("agreed")).hasSize(1);
        assertThat(consumer.entries("agreed")).hasSize(1);
    }

    private static boolean isFinal(TestNode node) {
        return node.connector().service(ContractNegotiationStore.class).queryNegotiations(QuerySpec.max())
            .allMatch(negotiation -> negotiation.getState() == ContractNegotiationStates.FINALIZED.code());
    }

    private Offer offer() {
        Policy policy = new Policy(List.of(new Rule(Rule.USE, List.of(
            new Constraint(TestNode.MEMBER, Operator.IS_ANY_OF, List.of(consumer.did().text())),
            new Constraint(Term.PROJECT.iri(), Operator.EQ, List.of("heat-atlas")),
            new Constraint(Term.CHARTER.iri(), Operator.EQ, List.of(CHARTER))))), List.of(), List.of());
        return new Offer("energy-offer", "energy", "Énergie", "{\"id\":\"energy\"}", policy);
    }
}

package eu.bocage.connector.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrustAnchorTest extends AnchoredTest {

    @Test
    void renewsTheRegisterWhenHalfOfItsLifeIsOver() {
        admitSupplier();
        now = START.plus(TrustAnchor.LIFETIME.dividedBy(2)).minusSeconds(1);
        anchor.renewIfDue();
        assertThat(anchorTerritory.registerState()).map(Territory.RegisterState::version).contains(1L);
        now = now.plusSeconds(1);
        anchor.renewIfDue();
        assertThat(anchorTerritory.registerState()).map(Territory.RegisterState::version).contains(2L);
    }

    @Test
    void admitsOnlyUnderTheCharterInForce() {
        assertThat(anchor.admit(Adherence.sign(supplier, "sha-256:" + "0".repeat(64), supplierKeys), GRANT))
            .isInstanceOf(Publication.Refused.class);
        anchor.signCharter(CHARTER);
        assertThat(anchor.admit(Adherence.sign(supplier, "sha-256:" + "0".repeat(64), supplierKeys), GRANT))
            .isInstanceOf(Publication.Refused.class);
        assertThat(anchor.admit(Adherence.sign(supplier, charterHash(), supplierKeys), GRANT))
            .isInstanceOf(Publication.Published.class);
    }

    @Test
    void changesAnActiveMembersKeysOnlyAfterItsSuspension() {
        admitSupplier();
        NodeKeys fresh = NodeKeys.fresh();
        Adherence moved = Adherence.sign(profile(9101, fresh), charterHash(), fresh);
        assertThat(anchor.admit(moved, GRANT)).isInstanceOf(Publication.Refused.class);
        anchor.suspend(supplier.did());
        assertThat(anchor.admit(moved, GRANT)).isInstanceOf(Publication.Published.class);
        assertThat(anchorTerritory.standing(supplier.did())).isInstanceOfSatisfying(Standing.Active.class,
            active -> assertThat(active.member().verificationKey()).isEqualTo(fresh.verificationKey()));
    }

    @Test
    void takesAnActiveMembersNewAdherenceToANewCharter() {
        admitSupplier();
        anchor.signCharter("{\"id\":\"climate\",\"version\":2}");
        Adherence anew = Adherence.sign(supplier, charterHash(), supplierKeys);
        assertThat(anchor.admit(anew, GRANT)).isInstanceOf(Publication.Published.class);
        assertThat(anchorTerritory.standing(supplier.did())).isInstanceOfSatisfying(Standing.Active.class,
            active -> assertThat(active.member().adherence()).isEqualTo(anew));
    }

    @Test
    void repeatedActsChangeNothing() {
        admitSupplier();
        assertThat(anchor.signCharter(CHARTER)).isInstanceOf(Publication.Unchanged.class);
        assertThat(anchor.admit(Adherence.sign(supplier, charterHash(), supplierKeys), GRANT))
            .isInstanceOf(Publication.Unchanged.class);
        assertThat(anchor.register(project("climate-plan-2026", 600, 2026))).isInstanceOf(Publication.Published.class);
        assertThat(anchor.register(project("climate-plan-2026", 600, 2026))).isInstanceOf(Publication.Unchanged.class);
    }

    @Test
    void refusesALowerOrEqualCharterVersion() {
        anchor.signCharter("{\"version\":2}");
        assertThat(anchor.signCharter("{\"version\":1}")).isInstanceOf(Publication.Refused.class);
        assertThat(anchor.signCharter("{\"version\":2,\"x\":1}")).isInstanceOf(Publication.Refused.class);
        assertThat(anchor.signCharter("{\"version\":\"3\"}")).isInstanceOf(Publication.Refused.class);
        assertThat(anchor.signCharter("{\"version\":3}")).isInstanceOf(Publication.Published.class);
    }

    @Test
    void registersProjectsWhoseSimultaneousSharesFitTheBudget() {
        admitSupplier();
        assertThat(anchor.register(project("first", 600, 2026))).isInstanceOf(Publication.Published.class);
        assertThat(anchor.register(project("second", 401, 2026))).isInstanceOf(Publication.Refused.class);
        assertThat(anchor.register(project("second", 400, 2026))).isInstanceOf(Publication.Published.class);
        assertThat(anchor.register(project("third", 1000, 2027))).isInstanceOf(Publication.Published.class);
        publish();
        try (Territory territory = member()) {
            assertThat(territory.projects()).extracting(Project::id).containsExactly("first", "second", "third");
            assertThat(territory.project("second")).map(Project::budgetPerMille).contains(400);
            assertThat(territory.project("fourth")).isEmpty();
        }
    }

    @Test
    void refusesAProjectWhoseOwnerIsNoActiveMember() {
        admitSupplier();
        anchor.suspend(supplier.did());
        assertThat(anchor.register(project("first", 600, 2026))).isInstanceOf(Publication.Refused.class);
    }

    @Test
    void invitesANewcomerWithTheCharterAndTheKeyToCompare() {
        admitSupplier();
        assertThat(Invitation.fetch(anchorUrl())).isInstanceOfSatisfying(Opened.Valid.class, valid -> {
            Invitation invitation = (Invitation) valid.value();
            assertThat(invitation.anchor()).isEqualTo(pinned);
            assertThat(invitation.charter().hash()).isEqualTo(charterHash());
            assertThat(invitation.fingerprint().replace(" ", "")).isEqualTo(pinned.key().x());
        });
    }

    @Test
    void readsAProjectFromYamlAndNamesWhatIsWrong() {
        String yaml = """
            id: climate-plan
            title: {fr: Plan climat, en: Climate plan}
            owner: did:web:127.0.0.1%3A9101
            purposes: [statistics, climate-plan]
            from: 2026-01-01
            until: 2026-12-31
            budgetPerMille: 250
            """;
        assertThat(Project.fromYaml(yaml).purposes()).containsExactlyInAnyOrder("climate-plan", "statistics");
        for (String field : new String[] {"id", "title", "owner", "purposes", "from", "until", "budgetPerMille"}) {
            assertThatThrownBy(() -> Project.fromYaml(yaml.replaceAll("(?m)^" + field + ":.*\n", "")))
                .isInstanceOf(Flaw.class).hasMessageContaining("\"" + field + "\" is missing");
            assertThatThrownBy(() -> Project.fromYaml(yaml.replace(field + ":", field + "x:")))
                .isInstanceOf(Flaw.class);
        }
        assertThatThrownBy(() -> Project.fromYaml(yaml + "x: 1\n")).hasMessageContaining("unknown field \"x\"");
        assertThatThrownBy(() -> Project.fromYaml(yaml + "id: twice\n")).isInstanceOf(Flaw.class);
    }

    private Project project(String id, int perMille, int year) {
        return new Project(id, Map.of("fr", "Plan climat", "en", "Climate plan"), supplier.did(),
            Set.of("climate-plan"), LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), perMille);
    }
}

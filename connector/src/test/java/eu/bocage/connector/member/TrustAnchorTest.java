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
        anchor.signCharter(charter(2, charterHash(), ""));
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
    void refusesACharterThatDoesNotFollowEachWithItsOwnReason() {
        assertRefused(anchor.signCharter(charter(1, "sha-256:" + "0".repeat(64), "")), "No charter is signed here yet");
        assertThat(anchor.signCharter(CHARTER)).isInstanceOf(Publication.Published.class);
        String first = charterHash();
        assertRefused(anchor.signCharter("{\"id\":\"other\",\"version\":1}"), "superseded", "\"version\" to 2");
        assertRefused(anchor.signCharter("{\"version\":\"2\"}"), "\"version\"");
        assertRefused(anchor.signCharter(charter(3, first, "")), "next one is 2");
        assertRefused(anchor.signCharter(charter(2, "", "")), "predecessor: " + first);
        assertRefused(anchor.signCharter(charter(2, "sha-256:" + "0".repeat(64), "")), "predecessor: " + first);
        assertRefused(anchor.signCharter(charter(2, "latest", "")), "not the hash of a charter");
        assertRefused(anchor.signCharter(charter(2, first, "\"until\":\"2026-11-23\",")), "ended on 2026-11-23");
        assertRefused(anchor.signCharter(charter(2, first, "\"from\":\"tomorrow\",")), "\"from\"");
        assertRefused(anchor.signCharter(charter(2, first, "").replace("climate", "other")),
            "is called \"climate\", this one \"other\"");
        assertThat(charterHash()).isEqualTo(first);
        assertThat(anchor.signCharter(charter(2, first, "\"until\":\"2026-11-24\",")))
            .isInstanceOf(Publication.Published.class);
    }

    @Test
    void refusesACharterThatBeginsBeforeTheOneThatItReplaces() {
        anchor.signCharter(charter(1, "", "\"from\":\"2026-11-20\","));
        String first = charterHash();
        assertRefused(anchor.signCharter(charter(2, first, "\"from\":\"2026-11-19\",")),
            "before version 1", "\"from\" to 2026-11-20");
        assertRefused(anchor.signCharter(charter(2, first, "")), "before version 1");
        assertThat(anchor.signCharter(charter(2, first, "\"from\":\"2026-11-20\",")))
            .isInstanceOf(Publication.Published.class);
    }

    @Test
    void putsAPublishedCharterInForceOnItsFirstDayAndTakesAdherencesBefore() {
        admitSupplier();
        String first = charterHash();
        anchor.signCharter(charter(2, first, "\"from\":\"2026-11-25\","));
        assertThat(anchorTerritory.charter()).map(SignedCharter::version).contains(1L);
        assertThat(anchorTerritory.adheres(supplierInRegister())).isTrue();
        NodeKeys keys = NodeKeys.fresh();
        Profile newcomer = profile(9104, keys);
        assertRefused(anchor.admit(Adherence.sign(newcomer, charterHash(), keys), GRANT), "version 1 first");
        assertThat(anchor.admit(Adherence.sign(newcomer, first, keys), GRANT))
            .isInstanceOf(Publication.Published.class);
        assertThat(anchor.admit(Adherence.sign(supplier, charterHash(), supplierKeys), GRANT))
            .isInstanceOf(Publication.Published.class);
        assertThat(anchorTerritory.adheres(supplierInRegister())).isTrue();
        now = START.plusSeconds(7 * 3600);
        assertThat(anchorTerritory.charter()).map(SignedCharter::version).contains(2L);
        assertThat(anchorTerritory.adheres(supplierInRegister())).isTrue();
        assertThat(anchorTerritory.standing(newcomer.did())).isInstanceOfSatisfying(Standing.Active.class,
            active -> assertThat(anchorTerritory.adheres(active.member())).isFalse());
    }

    @Test
    void refusesAdherencesToWhatIsNotInForceEachWithItsOwnReason() {
        anchor.signCharter(charter(1, "", "\"until\":\"2026-11-24\","));
        String first = charterHash();
        now = START.plusSeconds(7 * 3600);
        assertRefused(anchor.admit(Adherence.sign(supplier, first, supplierKeys), GRANT), "ended on 2026-11-24");
        anchor.signCharter(charter(2, first, ""));
        assertRefused(anchor.admit(Adherence.sign(supplier, first, supplierKeys), GRANT), "version 2 is in force");
        assertRefused(anchor.admit(Adherence.sign(supplier, "sha-256:" + "0".repeat(64), supplierKeys), GRANT),
            "has not signed");
    }

    private Member supplierInRegister() {
        return ((Standing.Active) anchorTerritory.standing(supplier.did())).member();
    }

    private static void assertRefused(Publication publication, String... english) {
        assertThat(publication).isInstanceOfSatisfying(Publication.Refused.class, refused -> {
            assertThat(refused.english()).contains(english);
            assertThat(refused.french()).isNotBlank().isNotEqualTo(refused.english());
        });
    }

    @Test
    void registersProjectsWhoseSimultaneousSharesFitTheBudget() {
        admitSupplier();
        assertThat(anchor.register(project("over", 600, 2020))).isInstanceOfSatisfying(Publication.Refused.class, why ->
            assertThat(why.toString()).contains("until (2020-", "over already", "déjà terminé"));
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
        for (String field : new String[] {"id", "title", "owner", "purposes", "from", "until"}) {
            assertThatThrownBy(() -> Project.fromYaml(yaml.replaceAll("(?m)^" + field + ":.*\n", "")))
                .isInstanceOf(Flaw.class).hasMessageContaining("\"" + field + "\" is missing");
            assertThatThrownBy(() -> Project.fromYaml(yaml.replace(field + ":", field + "x:")))
                .isInstanceOf(Flaw.class);
        }
        assertThat(Project.fromYaml(yaml.replaceAll("budgetPerMille.*", "")).budgetPerMille())
            .isEqualTo(Project.USUAL_PER_MILLE);
        assertThat(Project.fromYaml(yaml).exceptionalNeed()).isFalse();
        assertThat(Project.fromYaml(yaml + "exceptionalNeed: true\n").exceptionalNeed()).isTrue();
        assertThatThrownBy(() -> Project.fromYaml(yaml + "exceptionalNeed: maybe\n")).isInstanceOf(Flaw.class)
            .hasMessageContaining("exceptionalNeed");
        assertThatThrownBy(() -> Project.fromYaml(yaml + "x: 1\n")).hasMessageContaining("unknown field \"x\"");
        assertThatThrownBy(() -> Project.fromYaml(yaml + "id: twice\n")).isInstanceOf(Flaw.class);
    }

    private Project project(String id, int perMille, int year) {
        return new Project(id, Map.of("fr", "Plan climat", "en", "Climate plan"), supplier.did(),
            Set.of("climate-plan"), LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), perMille);
    }
}

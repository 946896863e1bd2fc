package eu.bocage.connector.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TerritoryTest extends AnchoredTest {

    @Test
    void bringsAnAdmittedMemberToEveryNode() {
        admitSupplier();
        try (Territory territory = member()) {
            assertThat(territory.standing(supplier.did())).isInstanceOfSatisfying(Standing.Active.class, active -> {
                assertThat(active.member().profile()).isEqualTo(supplier);
                assertThat(active.member().roles()).containsExactly("provider");
            });
            assertThat(territory.charter()).map(SignedCharter::json).contains(CHARTER);
        }
    }

    @Test
    void knowsNobodyWithoutARegister() {
        try (Territory territory = member()) {
            assertRefused(territory, Refusal.NO_REGISTER);
            assertThat(territory.charter()).isEmpty();
            assertThat(territory.all()).isEmpty();
        }
    }

    @Test
    void refusesASuspendedMemberFromTheNextRefreshOn() {
        admitSupplier();
        try (Territory territory = member()) {
            assertThat(anchor.suspend(supplier.did())).isInstanceOf(Publication.Published.class);
            publish();
            territory.refresh();
            assertRefused(territory, Refusal.SUSPENDED);
        }
    }

    @Test
    void suspensionReachesARunningMemberWithinThePollingInterval() throws InterruptedException {
        admitSupplier();
        try (Territory territory = member()) {
            territory.start();
            anchor.suspend(supplier.did());
            publish();
            Instant deadline = Instant.now().plusMillis(Territory.POLL_MILLIS + 3_000);
            while (territory.standing(supplier.did()) instanceof Standing.Active && Instant.now().isBefore(deadline)) {
                Thread.sleep(20);
            }
            assertRefused(territory, Refusal.SUSPENDED);
        }
    }

    @Test
    void findsANewMemberOnDemandAtMostOnceASecond() {
        admitSupplier();
        Profile newcomer = profile(9105, NodeKeys.fresh());
        try (Territory territory = member()) {
            assertThat(territory.standing(newcomer.did())).isEqualTo(new Standing.Refused(Refusal.UNKNOWN_MEMBER));
            int before = asked.get();
            territory.standing(newcomer.did());
            assertThat(asked.get()).isEqualTo(before);
            now = now.plusSeconds(1);
            territory.standing(newcomer.did());
            assertThat(asked.get()).isEqualTo(before + 1);
        }
    }

    @Test
    void closesWhenTheRegisterHasExpired() {
        admitSupplier();
        try (Territory territory = member()) {
            now = START.plus(TrustAnchor.LIFETIME).minusSeconds(1);
            assertThat(territory.standing(supplier.did())).isInstanceOf(Standing.Active.class);
            now = START.plus(TrustAnchor.LIFETIME);
            assertRefused(territory, Refusal.REGISTER_EXPIRED);
            assertThat(territory.charter()).isEmpty();
            assertThat(territory.all()).isEmpty();
        }
    }

    @Test
    void neverTakesALowerVersionEvenAfterARestart() {
        admitSupplier();
        byte[] first = served.get(TerritoryDocument.REGISTER);
        try (Territory territory = member()) {
            anchor.suspend(supplier.did());
            publish();
            territory.refresh();
        }
        memberDatabase.close();
        memberDatabase = Database.openFile(memberFolder);
        served.put(TerritoryDocument.REGISTER, first);
        try (Territory territory = member()) {
            assertRefused(territory, Refusal.SUSPENDED);
            assertThat(territory.accept(TerritoryDocument.REGISTER, first)).isEqualTo(new Reception.Known(1));
            assertRefused(territory, Refusal.SUSPENDED);
        }
    }

    @Test
    void refusesALowerVersionThatItNeverSaw() {
        admitSupplier();
        byte[] first = served.get(TerritoryDocument.REGISTER);
        anchor.suspend(supplier.did());
        publish();
        try (Territory territory = member()) {
            assertThat(territory.accept(TerritoryDocument.REGISTER, first)).isInstanceOf(Reception.Refused.class);
            assertRefused(territory, Refusal.SUSPENDED);
        }
    }

    @Test
    void closesOnTwoRegistersWithOneVersionUntilAHigherOneEvenAcrossARestart() {
        admitSupplier();
        try (Territory territory = member()) {
            Register other = new Register(1, START, START.plusSeconds(60), List.of());
            byte[] bytes = sign(TerritoryDocument.REGISTER, other).bytes();
            assertThat(territory.accept(TerritoryDocument.REGISTER, bytes)).isEqualTo(new Reception.Conflict(1));
            assertRefused(territory, Refusal.REGISTER_CONFLICT);
        }
        try (Territory territory = member()) {
            assertRefused(territory, Refusal.REGISTER_CONFLICT);
            anchor.admit(Adherence.sign(supplier, charterHash(), supplierKeys),
                new Grant(Set.of("provider", "holder"), Set.of(), "firms"));
            publish();
            territory.refresh();
            assertThat(territory.standing(supplier.did())).isInstanceOf(Standing.Active.class);
        }
    }

    @Test
    void refusesARegisterSignedByAnybodyElse() {
        admitSupplier();
        Register register = new Register(7, START, START.plusSeconds(60), List.of());
        byte[] foreign = Envelope.sign(Tag.REGISTER, register.json(), pinned.did(), NodeKeys.fresh()).bytes();
        byte[] named = Envelope.sign(Tag.REGISTER, register.json(), supplier.did(), anchorKeys).bytes();
        byte[] mistaken = Envelope.sign(Tag.PROJECTS, register.json(), pinned.did(), anchorKeys).bytes();
        try (Territory territory = member()) {
            for (byte[] bytes : new byte[][] {foreign, named, mistaken, new byte[0], "{}".getBytes()}) {
                assertThat(territory.accept(TerritoryDocument.REGISTER, bytes)).isInstanceOf(Reception.Refused.class);
            }
            assertThat(territory.standing(supplier.did())).isInstanceOf(Standing.Active.class);
        }
    }

    @Test
    void refusesARegisterWithAnyByteChanged() {
        admitSupplier();
        byte[] good = served.get(TerritoryDocument.REGISTER);
        served.clear();
        try (Territory territory = member()) {
            for (int i = 0; i < good.length; i++) {
                byte[] bad = good.clone();
                bad[i] ^= (byte) (1 << i % 8);
                assertThat(territory.accept(TerritoryDocument.REGISTER, bad)).isInstanceOf(Reception.Refused.class);
            }
            assertThat(territory.accept(TerritoryDocument.REGISTER, good)).isEqualTo(new Reception.Taken(1));
        }
    }

    @Test
    void goesOnWithTheRegisterItHasWhileTheTrustAnchorIsAway() {
        admitSupplier();
        try (Territory territory = member()) {
            server.stop(0);
            now = now.plus(Duration.ofHours(1));
            territory.refresh();
            assertThat(territory.standing(supplier.did())).isInstanceOf(Standing.Active.class);
        }
    }

    @Test
    void refusesToStartOnTheDocumentsOfAnotherTrustAnchor() {
        admitSupplier();
        member().close();
        TrustAnchorKey other = new TrustAnchorKey(pinned.did(), NodeKeys.fresh().verificationKey());
        assertThatThrownBy(() -> Territory.of(other, anchorUrl(), memberDatabase, () -> now))
            .isInstanceOfSatisfying(SetupException.class, e -> assertThat(e.french()).contains("trustAnchor"));
    }

    @Test
    void keepsFormerChartersAndFetchesThoseItMissedAcrossARestart() {
        admitSupplier();
        String first = charterHash();
        try (Territory territory = member()) {
            assertThat(territory.charters().chain()).hasSize(1);
        }
        anchor.signCharter(charter(2, first, ""));
        String second = charterHash();
        anchor.signCharter(charter(3, second, ""));
        publish();
        try (Territory territory = member()) {
            assertThat(territory.charters().chain()).extracting(SignedCharter::version).containsExactly(3L, 2L, 1L);
        }
        server.stop(0);
        try (Territory territory = member()) {
            assertThat(territory.charters().find(first)).map(SignedCharter::json).contains(CHARTER);
            assertThat(territory.charter()).map(SignedCharter::predecessor).contains(second);
            assertThat(territory.charter(2).orElseThrow()).isEqualTo(anchorTerritory.charter(2).orElseThrow());
        }
    }

    @Test
    void fetchesTheWholeChainAsANewcomer() {
        anchor.signCharter(CHARTER);
        anchor.signCharter(charter(2, charterHash(), ""));
        anchor.signCharter(charter(3, charterHash(), ""));
        admit();
        try (Territory territory = member()) {
            assertThat(territory.charters().chain()).extracting(SignedCharter::version).containsExactly(3L, 2L, 1L);
        }
    }

    @Test
    void refusesAFormerCharterThatIsNotTheOneNamedOrNotSigned() {
        anchor.signCharter(CHARTER);
        anchor.signCharter(charter(2, charterHash(), ""));
        admit();
        ObjectNode other = Json.read("{\"id\":\"other\",\"version\":1}");
        for (byte[] bytes : new byte[][] {Envelope.sign(Tag.CHARTER, other, pinned.did(), anchorKeys).bytes(),
            Envelope.sign(Tag.CHARTER, Json.read(CHARTER), pinned.did(), NodeKeys.fresh()).bytes(), new byte[0]}) {
            formers.put(1L, bytes);
            try (Territory territory = member()) {
                assertThat(territory.charters().chain()).extracting(SignedCharter::version).containsExactly(2L);
            }
        }
        formers.clear();
        try (Territory territory = member()) {
            assertThat(territory.charters().chain()).extracting(SignedCharter::version).containsExactly(2L, 1L);
        }
    }

    @Test
    void refusesACharterThatDoesNotFollowTheOneKnown() {
        admitSupplier();
        String first = charterHash();
        try (Territory territory = member()) {
            for (String text : List.of(charter(2, "", ""), charter(2, "sha-256:" + "0".repeat(64), ""),
                charter(3, first, ""))) {
                byte[] bytes = Envelope.sign(Tag.CHARTER, Json.read(text), pinned.did(), anchorKeys).bytes();
                assertThat(territory.accept(TerritoryDocument.CHARTER, bytes)).as(text)
                    .isInstanceOf(Reception.Refused.class);
            }
            assertThat(territory.charter()).map(SignedCharter::hash).contains(first);
            byte[] next = Envelope.sign(Tag.CHARTER, Json.read(charter(2, first, "")), pinned.did(), anchorKeys)
                .bytes();
            assertThat(territory.accept(TerritoryDocument.CHARTER, next)).isEqualTo(new Reception.Taken(2));
        }
    }

    @Test
    void opensAfterTwoChartersOfOneVersionOnceANextOneNamesEither() {
        admitSupplier();
        String first = charterHash();
        Envelope one = Envelope.sign(Tag.CHARTER, Json.read(charter(2, first, "")), pinned.did(), anchorKeys);
        Envelope other = Envelope.sign(Tag.CHARTER, Json.read(charter(2, first, "\"x\":1,")), pinned.did(), anchorKeys);
        try (Territory territory = member()) {
            assertThat(territory.accept(TerritoryDocument.CHARTER, one.bytes())).isEqualTo(new Reception.Taken(2));
            assertThat(territory.accept(TerritoryDocument.CHARTER, other.bytes()))
                .isEqualTo(new Reception.Conflict(2));
            assertThat(territory.charter()).isEmpty();
            Envelope third = Envelope.sign(Tag.CHARTER, Json.read(charter(3, other.payloadHash(), "")), pinned.did(),
                anchorKeys);
            assertThat(territory.accept(TerritoryDocument.CHARTER, third.bytes())).isEqualTo(new Reception.Taken(3));
            assertThat(territory.charters().chain()).extracting(SignedCharter::hash)
                .containsExactly(third.payloadHash(), other.payloadHash(), first);
        }
    }

    @Test
    void saysWhoHasNotAdheredToTheCharterInForce() {
        admitSupplier();
        AdherenceNotice notice = new AdherenceNotice(anchorTerritory);
        assertThat(notice.text()).contains("version 1", "every active member has adhered");
        anchor.signCharter(charter(2, charterHash(), ""));
        assertThat(notice.text()).contains("version 2", "1 have not adhered", supplier.did() + " (version 1)");
        admit();
        assertThat(notice.text()).contains("every active member has adhered");
    }

    private void admit() {
        assertThat(anchor.admit(Adherence.sign(supplier, charterHash(), supplierKeys), GRANT))
            .isInstanceOf(Publication.Published.class);
        publish();
    }

    private Envelope sign(TerritoryDocument kind, Register register) {
        return Envelope.sign(kind.tag(), register.json(), pinned.did(), anchorKeys);
    }

    private void assertRefused(Territory territory, Refusal reason) {
        assertThat(territory.standing(supplier.did())).isEqualTo(new Standing.Refused(reason));
    }
}

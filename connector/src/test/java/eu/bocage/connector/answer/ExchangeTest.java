package eu.bocage.connector.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.bocage.connector.agreement.Dataspace.Access;
import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.web.Outbound;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    /** The member is registered at a public name, which resolves to this machine by the time a question is asked. */
    @Test
    void refusesANameThatTurnsIntoLoopback() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        Dns turned = host -> {
            lookups.incrementAndGet();
            return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
        };
        try (ServerSocket secret = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
             Outbound outbound = Exchange.outbound(Set.of("localhost:1"))) {
            OkHttpClient client = outbound.client().newBuilder().dns(turned).build();
            Member provider = member(URI.create("https://rebinding.example.org:" + secret.getLocalPort()));
            Access access = new Access(provider.publicUrl().resolve("/query"), "token");
            assertThat(new Exchange(client).send(provider, access, new byte[0],
                Turns.each(1).turn())).isInstanceOfSatisfying(
                Exchange.Reply.Lost.class, lost -> assertThat(lost.why()).contains("private range"));
            assertThat(lookups.get()).isPositive();
            secret.setSoTimeout(200);
            assertThatThrownBy(secret::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void callsNoLoopbackAddressThatTheOperatorDidNotList() throws Exception {
        try (ServerSocket secret = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
             Outbound outbound = Exchange.outbound(Set.of())) {
            Member provider = member(URI.create("http://127.0.0.1:" + secret.getLocalPort()));
            Access access = new Access(provider.publicUrl().resolve("/query"), "token");
            assertThat(new Exchange(outbound.client()).send(provider, access, new byte[0],
                Turns.each(1).turn())).isInstanceOfSatisfying(
                Exchange.Reply.Lost.class, lost -> assertThat(lost.why()).contains("privateAddresses"));
            secret.setSoTimeout(200);
            assertThatThrownBy(secret::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static Member member(URI publicUrl) {
        NodeKeys keys = NodeKeys.fresh();
        Profile profile = new Profile(publicUrl, keys.verificationKey(), keys.encryptionKey(), "Organisation",
            "000000018", "FR", "FR");
        return new Member(Adherence.sign(profile, "sha-256:" + "0".repeat(64), keys), Set.of(), Set.of(), "firms",
            Member.Status.ACTIVE);
    }
}

package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes made by one binding are read by the other. */
class SealInteropTest {

    @Test
    void whatOneEncryptsTheOtherAddsAndDecryptsBothWays() {
        try (Seal own = new NativeSeal(NativeLibraryHere.orSkip(), PlainModulus.FIRST);
            Seal embedded = new EmbeddedSeal(PlainModulus.FIRST)) {
            passesOn(own, embedded);
            passesOn(embedded, own);
        }
    }

    private static void passesOn(Seal from, Seal to) {
        long[] slots = SealContract.numbers(1);
        long[] polynomial = from.encode(slots);
        assertThat(to.encode(slots)).isEqualTo(polynomial);
        try (SealKey key = from.newKey(); SealKey same = to.key(key.secretKey())) {
            byte[] bytes = key.encrypt(polynomial).ciphertext().toBytes();
            Ciphertext read = Ciphertext.parse(PlainModulus.FIRST, bytes);
            assertThat(to.decode(same.decrypt(OwnCiphertext.made(read)))).isEqualTo(slots);
            Ciphertext mixed = to.encrypt(PublicKey.parse(PlainModulus.FIRST,
                key.publicKey().toBytes(PlainModulus.FIRST)), polynomial);
            Ciphertext sum = to.sum(List.of(read, mixed));
            assertThat(sum).isEqualTo(from.sum(List.of(read, mixed)));
            OwnCiphertext own = OwnCiphertext.made(sum);
            assertThat(same.decrypt(own)).isEqualTo(key.decrypt(own));
            assertThat(same.noiseBudget(own)).isEqualTo(key.noiseBudget(own));
        }
    }
}

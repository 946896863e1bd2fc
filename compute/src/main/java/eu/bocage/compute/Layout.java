package eu.bocage.compute;

import eu.bocage.compute.geography.Level;
import eu.bocage.compute.geography.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Which columns a card's table has and what the codes in them stand for: the key columns ({@code zoning} first when
 * there is one, then the others by name), the measure columns by name.
 *
 * @param keys   names of the key columns
 * @param values by key column, its values; a code is an index into them. Those of a private key come from the rows
 */
record Layout(List<String> keys, List<List<String>> values, List<Measure> measures) {

    static Layout of(Card card) {
        List<String> keys = new ArrayList<>();
        List<List<String>> values = new ArrayList<>();
        card.zone().ifPresent(zone -> {
            Level level = zone.level();
            keys.add(CardReader.ZONING);
            values.add(zone.places(level).stream().map(Place::code).toList());
        });
        card.keyMap().forEach((name, key) -> {
            keys.add(name);
            values.add(key.values());
        });
        return new Layout(List.copyOf(keys), List.copyOf(values), List.copyOf(card.measureMap().values()));
    }

    /** With the values that were found for private keys. */
    Layout with(List<List<String>> found) {
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            all.add(found.get(i).isEmpty() ? values.get(i) : found.get(i));
        }
        return new Layout(keys, List.copyOf(all), measures);
    }

    /** Whether the values of some key come from the rows; told of a layout before {@link #with}. */
    boolean hasPrivateKeys() {
        return values.stream().anyMatch(List::isEmpty);
    }

    /** SHA-256 over the key columns with all their values in order: what a code means depends on nothing else. */
    byte[] hash() {
        MessageDigest digest = Json.sha256();
        number(digest, keys.size());
        for (int i = 0; i < keys.size(); i++) {
            text(digest, keys.get(i));
            number(digest, values.get(i).size());
            values.get(i).forEach(value -> text(digest, value));
        }
        return digest.digest();
    }

    private static void text(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(digest, bytes.length);
        digest.update(bytes);
    }

    private static void number(MessageDigest digest, int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
    }
}

package eu.bocage.compute;

/**
 * A version of a dataset's content: a random name and a hiding commitment, which tell nothing about the rows.
 *
 * @param id         32 hexadecimal digits from a CSPRNG
 * @param commitment {@code sha-256:} and 64 hexadecimal digits over {@code opening} and the content's hash
 * @param opening    32 random bytes, hexadecimal; stays with the owner
 */
public record DataVersion(String id, String commitment, String opening) {

    /** A new name for a content, whether it changed or not. */
    public static DataVersion fresh(Table table) {
        throw new UnsupportedOperationException();
    }
}

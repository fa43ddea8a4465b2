package dev.leadrelay.deadletter.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** A password as it is kept: Argon2id with its salt and its cost, in the usual text form. Immutable; thread-safe. */
public final class PasswordHash {
    /** What a new hash costs: 19 MiB, two passes. */
    private static final int MEMORY_KIB = 19 * 1024;

    private static final int PASSES = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern TEXT = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{4,7}),t=(\\d{1,2}),p=(\\d{1,2})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private final int memoryKib;
    private final int passes;
    private final int lanes;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
        this.memoryKib = memoryKib;
        this.passes = passes;
        this.lanes = lanes;
        this.salt = salt;
        this.hash = hash;
    }

    /** A new hash of a password, with a salt of its own. */
    public static PasswordHash of(String password) {
        PasswordHash empty =
                new PasswordHash(MEMORY_KIB, PASSES, 1, RandomToken.bytes(SALT_BYTES), new byte[HASH_BYTES]);
        return new PasswordHash(MEMORY_KIB, PASSES, 1, empty.salt, empty.computed(password));
    }

    /** The hash that a text is; empty when it is none, or one that would take more than 1 GiB to check. */
    static Optional<PasswordHash> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int memory = Integer.parseInt(matcher.group(1));
        int passes = Integer.parseInt(matcher.group(2));
        int lanes = Integer.parseInt(matcher.group(3));
        if (memory > 1024 * 1024 || passes < 1 || lanes < 1 || memory < 8 * lanes) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            return Optional.of(new PasswordHash(
                    memory, passes, lanes, base64.decode(matcher.group(4)), base64.decode(matcher.group(5))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether this is the password; takes as long for a wrong one. */
    boolean matches(String password) {
        return MessageDigest.isEqual(computed(password), hash);
    }

    /** One of the same cost that nothing matches, to be checked where there is none. */
    PasswordHash decoy() {
        return new PasswordHash(
                memoryKib, passes, lanes, RandomToken.bytes(salt.length), RandomToken.bytes(hash.length));
    }

    /** How much work a check is, for comparisons. */
    long cost() {
        return (long) memoryKib * passes;
    }

    /** The text form, which {@link #parse} reads. */
    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=" + lanes + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    private byte[] computed(String password) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] computed = new byte[hash.length];
        // The same letters can be typed as different characters.
        String normal = Normalizer.normalize(password, Normalizer.Form.NFC);
        generator.generateBytes(normal.getBytes(StandardCharsets.UTF_8), computed);
        return computed;
    }
}

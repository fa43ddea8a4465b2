package dev.leadrelay.agent.tool;

/**
 * Whether a tool's live endpoint keeps the tool's contract. Immutable.
 *
 * @param fingerprint of the contract it was held against
 * @param message what differs, or why it could not be checked; empty when it fits
 */
public record ToolCheck(String name, String version, String fingerprint, State state, String message) {

    /** What came of it. */
    public enum State {
        /** It answered as the contract says. */
        FITS,
        /** It answered in another form. */
        DRIFTED,
        /** It did not answer. */
        UNREACHABLE,
        /** There is nothing to ask it. */
        NOT_CHECKED
    }

    static ToolCheck of(ToolContract contract, State state, String message) {
        return new ToolCheck(contract.name(), contract.version(), contract.fingerprint(), state, message);
    }
}

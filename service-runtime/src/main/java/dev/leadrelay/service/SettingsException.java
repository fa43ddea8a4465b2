package dev.leadrelay.service;

/** Something a person has to change before the service can run; the message is one line that says what and how. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }
}

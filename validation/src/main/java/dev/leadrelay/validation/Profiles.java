package dev.leadrelay.validation;

import org.jspecify.annotations.Nullable;

/** The ideal customer profiles that a service knows by name. */
public interface Profiles {
    /** The profile of that name; null when there is none. */
    @Nullable
    Profile find(String name);
}

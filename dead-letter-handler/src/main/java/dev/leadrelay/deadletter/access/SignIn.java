package dev.leadrelay.deadletter.access;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks names and passwords, as often as that is allowed, and notes each attempt. Thread-safe. */
final class SignIn {
    private static final int LONGEST = 1_000;

    private final Optional<Users> users;
    private final Attempts byPlace;
    private final Attempts byName;
    private final Attempts byAddress;
    private final KnownPlaces known = new KnownPlaces();
    private final Attempts notes;
    private final AccessLog log;

    /** @param users empty when people log in elsewhere only */
    SignIn(Optional<Users> users, Clock clock, AccessLog log) {
        this.users = users;
        this.byPlace = new Attempts(clock, 10, Duration.ofSeconds(30));
        this.byName = new Attempts(clock, 50, Duration.ofSeconds(30));
        this.byAddress = new Attempts(clock, 30, Duration.ofSeconds(10));
        this.notes = new Attempts(clock, 2, Duration.ofMinutes(1));
        this.log = log;
    }

    /**
     * The user with this name and password.
     *
     * @param how for the log, for example "login"
     * @throws RefusedException when there is none (401), or after too many failures (429)
     */
    DeskUser check(String how, String name, String password, String address) {
        String key = fit(name);
        String network = ClientAddress.network(address);
        String place = place(network, key);
        List<Taken> taken = new ArrayList<>();
        if (!take(byAddress, network, taken)
                || !take(byPlace, place, taken)
                // Whoever fails elsewhere under somebody's name does not keep its owner out.
                || !known.contains(place) && !take(byName, key, taken)) {
            taken.forEach(Taken::giveBack);
            throw limited(how, key, address);
        }
        Optional<DeskUser> found =
                password.length() > LONGEST ? Optional.empty() : users.flatMap(all -> all.find(name, password));
        if (found.isEmpty()) {
            log.add(key, address, how, "wrong name or password");
            throw new RefusedException(401, "the name or the password is wrong");
        }
        log.add(key, address, how, "ok");
        known.add(place);
        taken.forEach(Taken::giveBack);
        return found.get();
    }

    /** Whether a check of this name would not be refused for too many failures. */
    boolean allows(String name, String address) {
        String key = fit(name);
        String network = ClientAddress.network(address);
        String place = place(network, key);
        return byAddress.hasLeft(network) && byPlace.hasLeft(place) && (known.contains(place) || byName.hasLeft(key));
    }

    private record Taken(Attempts of, String key) {
        void giveBack() {
            of.giveBack(key);
        }
    }

    private static boolean take(Attempts of, String key, List<Taken> taken) {
        return of.take(key) && taken.add(new Taken(of, key));
    }

    private static String fit(String name) {
        return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    }

    private static String place(String network, String name) {
        return network + " " + name;
    }

    private RefusedException limited(String how, String name, String address) {
        // Whoever goes on trying must not fill the log.
        if (notes.take(ClientAddress.network(address))) {
            log.add(name, address, how, "too many failed attempts");
        }
        return new RefusedException(429, "too many failed logins; wait a minute and try again");
    }
}

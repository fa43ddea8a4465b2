package dev.leadrelay.cli.intake;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Phone numbers in E.164, where what stands in the cell can be read as one. */
final class Phones {
    private static final Pattern BEFORE = Pattern.compile("^(?:'|(?i:tel):\\s*)");

    /**
     * A number as it was found.
     *
     * @param number E.164, or the text where it could not be read
     * @param lossy whether the cell said more than the number: an extension
     * @param recognised whether it could be read
     */
    record Found(String number, boolean lossy, boolean recognised) {}

    private Phones() {}

    /** @param iso2 the country that numbers without a country code are of; null for none */
    static Found read(String text, @Nullable String iso2) {
        String bare = BEFORE.matcher(text).replaceFirst("");
        // Without a country 00 can only be what most of the world dials in place of the plus sign.
        String plain = iso2 == null && bare.startsWith("00") ? "+" + bare.substring(2) : bare;
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = numbers.parse(plain, iso2 == null ? "ZZ" : iso2);
            return numbers.isPossibleNumber(number)
                    ? new Found(
                            numbers.format(number, PhoneNumberUtil.PhoneNumberFormat.E164), number.hasExtension(), true)
                    : new Found(bare, false, false);
        } catch (NumberParseException e) {
            return new Found(bare, false, false);
        }
    }
}

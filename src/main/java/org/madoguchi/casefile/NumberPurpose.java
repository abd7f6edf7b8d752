package org.madoguchi.casefile;

import java.util.Optional;
import java.util.Set;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;

/**
 * What a My Number may be revealed for, and to whose eyes (Number Act, purpose limit). Whatever is not named here, none is
 * revealed for. Which roles have which purpose is our assumption: municipalities, who hold the register, and those who put
 * a wrong link right; missions and bureaus compare the last four digits. Texts {@code number.purpose.<name>}.
 */
public enum NumberPurpose {
    /** The register that knows the person is asked with every item we have; no person sees the number. */
    REGISTER_LOOK_UP(Purpose.NUMBER),
    /** The match with the register is in doubt. */
    RECORD_IN_DOUBT(Purpose.NUMBER_SHOWN, Role.MUNICIPAL_OFFICER, Role.MUNICIPAL_SUPERVISOR, Role.LINKAGE_OFFICER),
    /** What is printed on a card, or reported about it, differs from what was stated. */
    CARD_DIFFERS(Purpose.NUMBER_SHOWN, Role.MUNICIPAL_OFFICER, Role.MUNICIPAL_SUPERVISOR),
    /** A link that was found wrong is put right. */
    LINK_WRONG(Purpose.NUMBER_SHOWN, Role.LINKAGE_OFFICER);

    private final Purpose reading;
    private final Set<Role> roles;

    NumberPurpose(Purpose reading, Role... roles) {
        this.reading = reading;
        this.roles = Set.of(roles);
    }

    /** What stands in the read log. */
    Purpose reading() {
        return reading;
    }

    public Set<Role> roles() {
        return roles;
    }

    /** The office for which this person may see the number of this case for this purpose; municipalities their own cases only. */
    public Optional<String> officeOf(CurrentUser person, CaseFile file) {
        return person.posts().stream().filter(post -> roles.contains(post.role()))
                .filter(post -> post.role() == Role.LINKAGE_OFFICER || post.office().equals(file.municipalityCode()))
                .map(Post::office).findFirst();
    }
}

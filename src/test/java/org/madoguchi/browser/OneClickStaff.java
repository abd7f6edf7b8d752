package org.madoguchi.browser;

import java.util.List;
import java.util.stream.Stream;
import org.madoguchi.identity.OneClick;
import org.madoguchi.identity.Role;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The staff of a test sign in as that of the demonstration does. */
@TestConfiguration(proxyBeanMethods = false)
class OneClickStaff {

    private static final List<Role> ROLES = List.of(Role.CONSULAR_CLERK, Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR,
            Role.MUNICIPAL_OFFICER, Role.MUNICIPAL_SUPERVISOR, Role.ISA_CLERK, Role.ISA_EXAMINER, Role.ISA_CARD_OFFICER,
            Role.ISA_SUPERVISOR, Role.LINKAGE_OFFICER, Role.PRIVACY_OFFICER, Role.CONTACT_CENTRE_AGENT, Role.ADMINISTRATOR,
            Role.PROCESS_ANALYST, Role.PROCESS_APPROVER);

    @Bean
    OneClick oneClick() {
        return new OneClick(ROLES.stream().flatMap(role -> Stream.of(role.id() + "-a", role.id() + "-b")).toList());
    }
}

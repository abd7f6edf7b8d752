package org.madoguchi.residence;

import static java.lang.Boolean.TRUE;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.residence.ResidenceRules.Paper;
import org.madoguchi.residence.Residences.Acceptance;
import org.madoguchi.residence.Residences.Appearing;
import org.madoguchi.residence.Wish.Asked;
import org.madoguchi.residence.Wish.Explanation;
import org.madoguchi.residence.Wish.Obstacle;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * An application is taken at the counter: which procedure it is, who came with what, and only where somebody says so the
 * wish for the merged card. Whoever says nothing about it has nothing to fill in.
 */
abstract class AcceptApplication implements TaskForm<AcceptApplication.Form> {

    enum Outcome { ACCEPTED, ASK }

    /**
     * @param baseProcedure as it should have been filed; as filed where empty
     * @param proof what proves that who came may act for the applicant
     * @param documents codes of what was shown
     * @param mergedCardAsked true only where the applicant asks for the merged card
     * @param explainedByMe the officer explained both ways
     * @param explainedBy else who did
     * @param withoutCertificates true only where the applicant does not want electronic certificates on the merged card
     * @param question what the applicant is asked
     */
    record Form(@NotNull Outcome acceptance, String baseProcedure, Appearing appearing, @Size(max = 200) String proof,
            List<String> documents, Boolean mergedCardAsked, Boolean explainedByMe, @Size(max = 100) String explainedBy,
            @Size(max = 20) String explainedIn, Boolean withoutCertificates, @Size(max = 1000) String question, @Size(max = 1000) String note) {}

    /**
     * @param online filed online: nobody comes
     * @param wish what was asked already, or null
     * @param obstacle why the merged card cannot be asked for, or null
     */
    public record Page(boolean online, CaseFile.Residence stay, String[] procedures, List<Paper> papers, Asked wish, Obstacle obstacle) {}

    private final CaseFiles cases;
    private final ResidenceStore store;
    private final ResidenceRules rules;
    private final Wish wish;
    private final MessageSource messages;
    private final Clock clock;

    AcceptApplication(CaseFiles cases, ResidenceStore store, ResidenceRules rules, Wish wish, MessageSource messages, Clock clock) {
        this.cases = cases;
        this.store = store;
        this.rules = rules;
        this.wish = wish;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Page page(CaseFile file) {
        List<String> procedures = file.channel().equals("MUNICIPALITY") ? Residences.MUNICIPAL_PROCEDURES : Residences.ISA_PROCEDURES;
        List<Paper> papers = (online(file) ? Stream.of(filer(file)) : Stream.of(Appearing.values()))
                .flatMap(who -> rules.papers(file, file.residence().baseProcedure(), who).stream()).distinct().toList();
        return new Page(online(file), file.residence(), procedures.toArray(String[]::new), papers,
                wish.of(file.number()).filter(Asked::standing).orElse(null), wish.obstacle(file.number()).orElse(null));
    }

    private static boolean online(CaseFile file) {
        return file.channel().equals("ONLINE");
    }

    /** Who files online: the applicant, or who represents them. */
    private static Appearing filer(CaseFile file) {
        return file.applicant().represented() ? Appearing.LEGAL_REPRESENTATIVE : Appearing.SELF;
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        CaseFile file = cases.get(task.caseNumber());
        if (form.acceptance() == Outcome.ASK) {
            String question = Words.required(form.question(), "question", "QUESTION_WANTED");
            cases.ask(file.number(), "DOCUMENT_WANTED", question, task.actor());
            cases.record(file.number(), Event.internal("INFORMATION_WANTED", task.actor()).at(task.office()).because("DOCUMENT_WANTED")
                    .noting(question));
            return Map.of("acceptance", "ASK", "examinationDue", false);
        }
        String procedure = Words.blank(form.baseProcedure()) ? file.residence().baseProcedure() : form.baseProcedure();
        accept(task, form, file, procedure);
        if (TRUE.equals(form.mergedCardAsked())) {
            wish.ask(file.number(), new Explanation(TRUE.equals(form.explainedByMe()) ? task.actor().id() : form.explainedBy(), form.explainedIn()),
                    !TRUE.equals(form.withoutCertificates()), task.actor());
        }
        boolean examinationDue = ResidenceRules.examinationDue(procedure);
        if (!examinationDue) {
            cases.decideBase(file.number(), true, Tokyo.today(clock), null, null);
        }
        return Map.of("acceptance", "ACCEPTED", "examinationDue", examinationDue);
    }

    private void accept(TaskContext task, Form form, CaseFile file, String procedure) {
        Residences.requireCounter(procedure, file.channel());
        Appearing appearing = form.appearing() == null && online(file) ? filer(file) : form.appearing();
        if (appearing == null) {
            throw Refusal.badInput("APPEARING_WANTED", "appearing");
        }
        if (appearing == Appearing.SELF && file.applicant().holderGroup().equals("UNDER_16")) {
            throw Refusal.badInput("REPRESENTATIVE_WANTED", "appearing");
        }
        String proof = appearing == Appearing.SELF ? null : Words.required(form.proof(), "proof", "PROOF_WANTED");
        List<String> documents = form.documents() == null ? List.of() : form.documents();
        String missing = rules.papers(file, procedure, appearing).stream().filter(Paper::mandatory).map(Paper::document)
                .filter(paper -> !documents.contains(paper)).map(paper -> messages.getMessage("document." + paper, null, LocaleContextHolder.getLocale())).collect(Collectors.joining(", "));
        if (!missing.isEmpty() && Words.blank(form.note())) {
            throw Refusal.badInput("MISSING_PAPER_UNEXPLAINED", "note", missing);
        }
        store.accept(new Acceptance(file.number(), clock.instant(), task.actor().id(), task.office(), appearing, proof, documents));
        cases.accept(file.number(), procedure, Tokyo.today(clock));
        cases.become(file.number(), CaseState.ACCEPTED, Event.of("APPLICATION_ACCEPTED", task.actor()).at(task.office())
                .noting(form.note()));
    }

    @Component
    static class AtBureau extends AcceptApplication {

        AtBureau(CaseFiles cases, ResidenceStore store, ResidenceRules rules, Wish wish, MessageSource messages, Clock clock) {
            super(cases, store, rules, wish, messages, clock);
        }

        @Override
        public String taskKey() {
            return "Task_AcceptAtBureau";
        }
    }

    @Component
    static class AtMunicipality extends AcceptApplication {

        AtMunicipality(CaseFiles cases, ResidenceStore store, ResidenceRules rules, Wish wish, MessageSource messages, Clock clock) {
            super(cases, store, rules, wish, messages, clock);
        }

        @Override
        public String taskKey() {
            return "Task_AcceptAtMunicipality";
        }
    }
}

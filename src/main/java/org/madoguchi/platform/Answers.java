package org.madoguchi.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * The one writer of error answers. A refusal becomes its sentence with its code; a fault becomes a reference number and
 * nothing else. Programs and scripts get problem+json (RFC 9457), htmx a fragment beside the page, browsers a page.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Answers {

    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private final MessageSource messages;
    private final ApplicationEventPublisher told;

    Answers(MessageSource messages, ApplicationEventPublisher told) {
        this.messages = messages;
        this.told = told;
    }

    @ExceptionHandler(Refusal.class)
    Object refused(Refusal no, HttpServletRequest request, Locale locale) {
        return answer(request, locale, status(no.kind()), no.code(), no.field(), null, no.args());
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    Object unreadable(HttpMessageNotReadableException e, HttpServletRequest request, Locale locale) {
        if (e.getCause() instanceof tools.jackson.databind.DatabindException bad && !bad.getPath().isEmpty()) {
            String field = bad.getPath().get(bad.getPath().size() - 1).getPropertyName();
            String code = bad instanceof UnrecognizedPropertyException ? "FIELD_UNKNOWN" : "FIELD_INVALID";
            return answer(request, locale, HttpStatus.UNPROCESSABLE_ENTITY, code, field, null, field);
        }
        return answer(request, locale, HttpStatus.BAD_REQUEST, "BODY_MALFORMED", null, null);
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    Object mistyped(MethodArgumentTypeMismatchException e, HttpServletRequest request, Locale locale) {
        return answer(request, locale, HttpStatus.UNPROCESSABLE_ENTITY, "FIELD_INVALID", e.getName(), null, e.getName());
    }

    @ExceptionHandler(MissingServletRequestParameterException.class)
    Object missing(MissingServletRequestParameterException e, HttpServletRequest request, Locale locale) {
        return answer(request, locale, HttpStatus.UNPROCESSABLE_ENTITY, "FIELD_MISSING", e.getParameterName(), null, e.getParameterName());
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    Object tooLarge(HttpServletRequest request, Locale locale) {
        return answer(request, locale, HttpStatus.PAYLOAD_TOO_LARGE, "UPLOAD_TOO_LARGE", null, null);
    }

    /** Two people changed the same thing at the same moment; the one who was second is told. */
    @ExceptionHandler({ConcurrencyFailureException.class, org.camunda.bpm.engine.OptimisticLockingException.class})
    Object changedMeanwhile(HttpServletRequest request, Locale locale) {
        return answer(request, locale, HttpStatus.CONFLICT, "CHANGED_MEANWHILE", null, null);
    }

    /** Parameters that cannot be decoded, too many or too large. */
    @ExceptionHandler(InvalidParameterException.class)
    Object badParameters(InvalidParameterException e, HttpServletRequest request, Locale locale) {
        return e.getErrorCode() == HttpStatus.PAYLOAD_TOO_LARGE.value()
                ? answer(request, locale, HttpStatus.PAYLOAD_TOO_LARGE, "HTTP_413", null, null)
                : answer(request, locale, HttpStatus.BAD_REQUEST, "BODY_MALFORMED", null, null);
    }

    /** The firewall looks at a parameter when it is first read. */
    @ExceptionHandler(RequestRejectedException.class)
    Object rejected(HttpServletRequest request, Locale locale) {
        return answer(request, locale, HttpStatus.BAD_REQUEST, "BODY_MALFORMED", null, null);
    }

    /** What was refused, or went wrong, before any controller was reached. */
    Object early(HttpServletRequest request, Locale locale) {
        if (request.getAttribute(Refusal.EARLY) instanceof Refusal no) {
            return refused(no, request, locale);
        }
        Throwable cause = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        while (cause != null && !(cause instanceof Refusal) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Refusal no) {
            return refused(no, request, locale);
        }
        if (cause instanceof InvalidParameterException bad) {
            return badParameters(bad, request, locale);
        }
        Integer given = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = given == null ? HttpStatus.NOT_FOUND.value() : given;
        if (status < HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            return answer(request, locale, HttpStatusCode.valueOf(status), "HTTP_" + status, null, null);
        }
        return fault(request, locale, request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), cause);
    }

    @ExceptionHandler(Exception.class)
    Object fault(Exception e, HttpServletRequest request, Locale locale) throws Exception {
        if (e instanceof AccessDeniedException || e instanceof AuthenticationException) {
            throw e;
        }
        if (e instanceof ErrorResponse known) {
            return answer(request, locale, known.getStatusCode(), "HTTP_" + known.getStatusCode().value(), null, null);
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            // who closed the page while it came gets no answer, and is no fault of ours
            return new ModelAndView();
        }
        return fault(request, locale, request.getServletPath(), e);
    }

    private Object fault(HttpServletRequest request, Locale locale, Object path, Throwable cause) {
        String reference = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        log.error("Fault {} at {} {}", reference, request.getMethod(), path, cause);
        return answer(request, locale, HttpStatus.INTERNAL_SERVER_ERROR, "FAULT", null, reference);
    }

    private static HttpStatus status(Refusal.Kind kind) {
        return switch (kind) {
            case BAD_INPUT -> HttpStatus.UNPROCESSABLE_ENTITY;
            case NOT_SIGNED_IN -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
            case TOO_OFTEN -> HttpStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    private Object answer(HttpServletRequest request, Locale locale, HttpStatusCode status, String code, String field,
            String reference, Object... args) {
        if (RefusedRequest.worthTelling(status.value(), code)) {
            told.publishEvent(new RefusedRequest(request, status.value(), code));
        }
        String text = messages.getMessage("refusal." + code, args, messages.getMessage("refusal.HTTP", null, locale), locale);
        // the servlet path depends on how the dispatcher is mapped, and is empty in MockMvc
        Object first = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String address = first == null ? request.getRequestURI() : first.toString();
        boolean program = address.startsWith(request.getContextPath() + "/api/") || address.startsWith(request.getContextPath() + "/engine-rest/")
                || MediaType.APPLICATION_JSON_VALUE.equals(request.getHeader(HttpHeaders.ACCEPT));
        if (program) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, text);
            problem.setType(URI.create("urn:madoguchi:refusal:" + code));
            problem.setTitle(text);
            problem.setProperty("code", code);
            if (first != null) {
                problem.setInstance(UriComponentsBuilder.fromPath(address).build(true).toUri());
            }
            if (field != null) {
                problem.setProperty("field", field);
            }
            if (reference != null) {
                problem.setProperty("reference", reference);
            }
            return ResponseEntity.status(status).header(HttpHeaders.CONTENT_LANGUAGE, locale.getLanguage())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
        }
        boolean htmx = request.getHeader("HX-Request") != null;
        var page = new ModelAndView(htmx ? "fragments/parts :: errors" : "error");
        page.setStatus(status);
        page.addObject("status", status.value());
        page.addObject("code", code);
        // the page has sentences of its own for what only has a status
        page.addObject("text", code.startsWith("HTTP_") && !htmx ? null : text);
        page.addObject("wayOut", messages.getMessage("refusal." + code + ".wayOut", args, null, locale));
        page.addObject("reference", reference);
        return page;
    }
}

//! The table of rules.

use crate::level::{Category, Direction, Effect};

macro_rules! rules {
    ($( $variant:ident $id:literal $category:ident [$($direction:ident)+] [$($effect:ident)+]
        $title:literal $reason:literal )+) => {
        /// A kind of change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $( #[doc = concat!("`", $id, "`: ", $title, ".")] $variant, )+
        }

        impl Rule {
            /// All rules, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name in reports, accept-lists and on the command line.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// What notices such a change.
            #[must_use]
            pub fn category(self) -> Category {
                match self { $(Self::$variant => Category::$category),+ }
            }

            /// The directions it can have.
            #[must_use]
            pub fn directions(self) -> &'static [Direction] {
                match self { $(Self::$variant => &[$(Direction::$direction),+]),+ }
            }

            /// The effects it can have; which one is decided per finding where there are several.
            #[must_use]
            pub fn effects(self) -> &'static [Effect] {
                match self { $(Self::$variant => &[$(Effect::$effect),+]),+ }
            }

            /// What changed, in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }

            /// Why such a change has its effect.
            #[must_use]
            pub fn reason(self) -> &'static str {
                match self { $(Self::$variant => $reason),+ }
            }
        }
    };
}

rules! {
    PathRemoved "path-removed" Wire [Request] [Narrows]
        "a path was removed" "Every call to it is answered 404. Templates are matched with the names of their parameters erased."
    OperationRemoved "operation-removed" Wire [Request] [Narrows]
        "an operation was removed" "Every call to it is refused. The same holds for a webhook that somebody waits for."
    OperationAdded "operation-added" Wire [Request] [Widens]
        "an operation was added" "No client of the base calls it."
    PathParameterRenamed "path-parameter-renamed" Sdk [Request] [Neutral]
        "a path parameter was renamed" "The URL on the wire is the same; generated code names its argument after it."
    PathAmbiguous "path-ambiguous" Contract [Request] [Unknown]
        "two paths match the same URLs" "Which of two templates that differ only in parameter names serves a call is not said."
    OperationIdChanged "operation-id-changed" Sdk [Request] [Unknown Neutral]
        "the operationId changed" "Nothing changes on the wire; generated clients name a function after it."
    OperationDeprecated "operation-deprecated" Docs [Request] [Neutral]
        "an operation was deprecated, or is so no longer" "It works as before."
    OperationTagsChanged "operation-tags-changed" Docs [None] [Wording]
        "the tags of an operation changed" "Tags group operations for readers."
    ServerChanged "server-changed" Wire [Request] [Neutral]
        "the servers changed" "Where a service runs is configuration of its clients; some tools call it breaking."
    SecurityTightened "security-tightened" Wire [Request Response] [Narrows]
        "fewer credentials are accepted" "A caller that was let in can be refused. The requirement of the root is resolved first, and `{}` is anonymous."
    SecurityLoosened "security-loosened" Wire [Request Response] [Widens]
        "more credentials are accepted" "Who was let in is let in still."
    SecurityScopeAdded "security-scope-added" Wire [Request Response] [Narrows]
        "another scope is required" "A token with the old scopes is refused."
    SecurityScopeRemoved "security-scope-removed" Wire [Request Response] [Widens]
        "a scope is required no longer" "A token with the old scopes is enough."
    SecuritySchemeChanged "security-scheme-changed" Wire [Request Response] [Incomparable]
        "a security scheme in use changed" "The credential travels in another place or form. A scheme that only got another key has not changed."
    SecurityOauthUrlChanged "security-oauth-url-changed" Wire [Request Response] [Unknown]
        "an OAuth URL or flow changed" "It changes how a token is found, not the call itself."
    ParameterAddedRequired "parameter-added-required" Wire [Request Response] [Narrows]
        "a required parameter was added" "Calls without it are refused."
    ParameterAddedOptional "parameter-added-optional" Wire [Request Response] [Neutral]
        "an optional parameter was added" "Calls without it go on working."
    ParameterRemoved "parameter-removed" Wire [Request Response] [Incomparable]
        "a parameter was removed" "A service ignores what it does not know: a filter without effect answers with the wrong data."
    ParameterBecameRequired "parameter-became-required" Wire [Request Response] [Narrows]
        "a parameter became required" "Calls without it are refused."
    ParameterBecameOptional "parameter-became-optional" Wire [Request Response] [Widens]
        "a parameter became optional" "Calls that carry it go on working."
    ParameterLocationChanged "parameter-location-changed" Wire [Request Response] [Incomparable]
        "a parameter moved to another place" "The service looks for it elsewhere. One finding, not one removed and one added."
    ParameterSerializationChanged "parameter-serialization-changed" Wire [Request Response] [Incomparable]
        "a parameter is written differently" "Effective style, explode and allowReserved are compared, and only where they change bytes."
    ParameterContentFormChanged "parameter-content-form-changed" Wire [Request Response] [Unknown]
        "a parameter moved between schema and content" "Whether the bytes change depends on the media type."
    ParameterDefaultChanged "parameter-default-changed" Wire [Request Response] [Unknown Neutral]
        "the default of a parameter changed" "The same calls are valid and can mean something else."
    ParameterDeprecated "parameter-deprecated" Docs [Request Response] [Neutral]
        "a parameter was deprecated, or is so no longer" "It works as before."
    RequestBodyAddedRequired "request-body-added-required" Wire [Request Response] [Narrows]
        "a required request body was added" "Calls without a body are refused."
    RequestBodyAddedOptional "request-body-added-optional" Wire [Request Response] [Widens]
        "an optional request body was added" "Calls without a body go on working."
    RequestBodyRemoved "request-body-removed" Wire [Request Response] [Incomparable]
        "the request body was removed" "What was sent in it has no meaning left."
    RequestBodyBecameRequired "request-body-became-required" Wire [Request Response] [Narrows]
        "the request body became required" "Calls without a body are refused."
    RequestBodyBecameOptional "request-body-became-optional" Wire [Request Response] [Widens]
        "the request body became optional" "Calls with a body go on working."
    RequestMediaTypeRemoved "request-media-type-removed" Wire [Request Response] [Narrows]
        "a media type of the request was removed" "Bodies of that type are answered 415. Media types are compared without parameters and without case."
    RequestMediaTypeAdded "request-media-type-added" Wire [Request Response] [Widens]
        "a media type of the request was added" "The old ones are accepted still."
    RequestEncodingChanged "request-encoding-changed" Wire [Request Response] [Incomparable]
        "a part of a form is encoded differently" "The content type, headers or style of a part change its bytes."
    ResponseSuccessRemoved "response-success-removed" Wire [Response Request] [Incomparable]
        "a success status was removed" "A client waits for it and gets another one."
    ResponseErrorRemoved "response-error-removed" Wire [Response Request] [Narrows]
        "an error status was removed" "It is answered no longer; some tools call it breaking."
    ResponseSuccessAdded "response-success-added" Wire [Response Request] [Unknown]
        "a success status was added" "A client may not handle it."
    ResponseErrorAdded "response-error-added" Wire [Response Request] [Neutral]
        "an error status was added" "Clients have to expect any status of 4xx and 5xx."
    ResponseDefaultChanged "response-default-changed" Wire [Response Request] [Neutral]
        "the default response was added or removed" "Ranges and `default` cover concrete statuses; those are compared against them."
    ResponseMediaTypeRemoved "response-media-type-removed" Wire [Request Response] [Narrows]
        "a media type of a response was removed" "It is negotiated: a client that asks for it gets none, so it is judged like a request."
    ResponseMediaTypeAdded "response-media-type-added" Wire [Request Response] [Widens]
        "a media type of a response was added" "A client gets it if it asks for it."
    MediaTypeSchemaRemoved "media-type-schema-removed" Wire [Request Response] [Widens]
        "a body lost its schema" "Nothing is promised about it any longer."
    MediaTypeSchemaAdded "media-type-schema-added" Wire [Request Response] [Narrows]
        "a body without a schema got one" "What was free is constrained now."
    ResponseHeaderRemoved "response-header-removed" Wire [Response Request] [Widens Unknown]
        "a response header was removed" "A required one was promised; an optional one could be relied on."
    ResponseHeaderAdded "response-header-added" Wire [Response Request] [Narrows]
        "a response header was added" "Clients ignore headers they do not know."
    ResponseHeaderBecameOptional "response-header-became-optional" Wire [Response Request] [Widens]
        "a response header became optional" "A client cannot rely on it any longer."
    ResponseHeaderBecameRequired "response-header-became-required" Wire [Response Request] [Narrows]
        "a response header became required" "The service promises more."
    ResponseHeaderDeprecated "response-header-deprecated" Docs [Response Request] [Neutral]
        "a response header was deprecated, or is so no longer" "It is sent as before."
    LinksChanged "links-changed" Docs [None] [Wording]
        "the links of a response changed" "Links describe how operations belong together; no byte of an answer depends on them."
    PropertyAddedRequired "property-added-required" Wire [Request Response] [Narrows]
        "a required property was added" "Objects without it are refused. A default does not make a missing required property valid."
    PropertyAddedOptional "property-added-optional" Wire [Request Response] [Neutral Unknown]
        "an optional property was added" "Objects without it are valid still. Where the object was closed in a response, a strict client may refuse it."
    PropertyRemoved "property-removed" Wire [Request Response] [Widens Narrows Unknown]
        "a property was removed" "In a response a required one was promised and an optional one could be relied on. In a request it is ignored, or refused where the object is closed."
    PropertyBecameRequired "property-became-required" Wire [Request Response] [Narrows]
        "a property became required" "Objects without it are refused."
    PropertyBecameOptional "property-became-optional" Wire [Request Response] [Widens]
        "a property became optional" "Objects without it are valid now."
    PropertyRenamed "property-renamed" Docs [None] [Wording]
        "a property seems to have been renamed" "A hint beside the removal and the addition, where the schemas are equal."
    TypeChanged "type-changed" Wire [Request Response] [Incomparable]
        "the type changed" "Neither type holds all values of the other."
    TypeWidened "type-widened" Wire [Request Response] [Widens]
        "the type allows more" "Every integer is a number, every type is in a union with it, and no type is any type."
    TypeNarrowed "type-narrowed" Wire [Request Response] [Narrows]
        "the type allows less" "Every integer is a number, every type is in a union with it, and no type is any type."
    NullableAdded "nullable-added" Wire [Request Response] [Widens]
        "null is allowed now" "`nullable`, `type: [.., \"null\"]`, a null branch and null in an enum are one fact."
    NullableRemoved "nullable-removed" Wire [Request Response] [Narrows]
        "null is allowed no longer" "`nullable`, `type: [.., \"null\"]`, a null branch and null in an enum are one fact."
    FormatChanged "format-changed" Contract [Request Response] [Narrows Widens Incomparable Unknown Neutral]
        "the format changed" "One that is said limits the values. Of two, by containment where it is known (int32 in int64, float in double, uri in uri-reference); other known ones do not mix; what others mean is not decided. contentEncoding and contentMediaType are the same."
    EnumValueRemoved "enum-value-removed" Wire [Request Response] [Narrows]
        "values of an enumeration were removed" "Also where free values became an enumeration."
    EnumValueAdded "enum-value-added" Wire [Request Response] [Widens]
        "values were added to an enumeration" "A client may not know them. Also where an enumeration was dropped."
    ConstChanged "const-changed" Wire [Request Response] [Incomparable]
        "the only allowed value changed" "The old value is refused, and the new one was never seen. An enumeration with no value left in common is the same."
    ConstraintTightened "constraint-tightened" Contract [Request Response] [Narrows Incomparable]
        "a constraint got tighter" "Bounds, lengths, counts, multipleOf, uniqueItems, pattern, contains, dependencies: some values are refused now."
    ConstraintLoosened "constraint-loosened" Contract [Request Response] [Widens]
        "a constraint got looser" "Bounds, lengths, counts, multipleOf, uniqueItems, pattern, contains, dependencies: some values are accepted now."
    PatternChanged "pattern-changed" Contract [Request Response] [Unknown]
        "a pattern changed" "Whether one regular expression contains another is not decided; anchors and `.*` at the ends are trimmed first."
    AdditionalPropertiesChanged "additional-properties-changed" Contract [Request Response] [Narrows Widens Unknown]
        "unknown properties are handled differently" "Closing an object refuses what was ignored; opening one in a response lets a strict client stumble."
    MutabilityChanged "mutability-changed" Wire [Request Response] [Unknown Neutral]
        "readOnly or writeOnly changed" "What is readOnly now may still be sent and is ignored or refused, as the service likes; writeOnly is the same for what is read. Becoming free again changes no value."
    VariantAdded "variant-added" Wire [Request Response] [Widens]
        "a variant was added" "Variants are matched by reference, discriminator and structure, never by position."
    VariantRemoved "variant-removed" Wire [Request Response] [Narrows]
        "a variant was removed" "Variants are matched by reference, discriminator and structure, never by position."
    UnionKindChanged "union-kind-changed" Contract [Request Response] [Neutral]
        "oneOf became anyOf, or the reverse" "It matters only for values of several variants; where there can be none nothing is reported."
    AllOfChanged "all-of-changed" Docs [None] [Wording]
        "allOf was written differently" "allOf is merged first; what the merged schema allows is compared by the other rules."
    DiscriminatorChanged "discriminator-changed" Wire [Request Response] [Incomparable Narrows Widens Neutral]
        "the discriminator changed" "Another property or another value chooses the variant."
    SchemaNotComparable "schema-not-comparable" Contract [Request Response] [Unknown]
        "a change that cannot be judged" "The keyword is beyond containment that can be decided; silence would be a guess."
    SchemaDeprecated "schema-deprecated" Docs [Request Response] [Neutral]
        "a schema or property was deprecated, or is so no longer" "It works as before."
    BodyDefaultChanged "body-default-changed" Wire [Request Response] [Unknown Neutral]
        "the default of a value in a body changed" "The same bodies are valid and can mean something else."
    ComponentRenamed "component-renamed" Sdk [None] [Wording]
        "a component has another name" "References resolve to the same schema; generated code names a type after it."
    ComponentChanged "component-changed" Docs [None] [Wording]
        "a component that no operation reaches changed" "Nothing on the wire depends on it."
    DocsChanged "docs-changed" Docs [None] [Wording]
        "words changed" "Titles, descriptions, examples and external documentation."
    ExtensionChanged "extension-changed" Docs [None] [Wording]
        "an extension changed" "What an `x-` member means is between its author and its readers."
    VersionNotBumped "version-not-bumped" Docs [Request] [Unknown]
        "a breaking change without a new major version" "Only where the policy asks for it."
}

impl Rule {
    /// Whether tools in use disagree about it, so that a policy may reasonably set another level.
    #[must_use]
    pub fn contested(self) -> bool {
        matches!(
            self,
            Self::OperationIdChanged
                | Self::ServerChanged
                | Self::SecurityTightened
                | Self::ParameterRemoved
                | Self::ParameterDefaultChanged
                | Self::ResponseErrorRemoved
                | Self::ResponseSuccessAdded
                | Self::PropertyRemoved
                | Self::EnumValueAdded
                | Self::ConstraintLoosened
                | Self::MutabilityChanged
        )
    }

    /// The guard that can make its findings milder.
    #[must_use]
    pub fn guard(self) -> Option<&'static str> {
        match self {
            Self::EnumValueAdded => Some("`x-extensible-enum: true` on a response makes it info"),
            Self::PathRemoved | Self::OperationRemoved | Self::ParameterRemoved => Some(
                "what the base deprecates may be removed with a warning, if the policy says so",
            ),
            Self::PropertyAddedRequired | Self::PropertyBecameRequired => {
                Some("readOnly in a request and writeOnly in a response make it info")
            }
            Self::PropertyRemoved => Some(
                "readOnly in a request and writeOnly in a response make it info; \
                 what the base deprecates may be removed with a warning, if the policy says so",
            ),
            _ => None,
        }
    }
}

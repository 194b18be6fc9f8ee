//! The vendor's numbers: classes of failures, and exact errors within them.

use super::message::Message;

/// Recorded (error code page): the classes of `statusCode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    InvalidArgument = 400,
    Unauthorized = 401,
    Forbidden = 403,
    NotFound = 404,
    Conflict = 409,
    PayloadTooLarge = 413,
    InvalidOperation = 422,
    Throttle = 429,
    Server = 500,
    Unsupported = 501,
    Unavailable = 503,
}

/// Recorded (error code page): exact errors, by number. The page's predecessor has 2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ApiCode {
    BadSignature = 1300,
    UnknownMethod = 1301,
    UnknownVersion = 1302,
    BadDate = 1303,
    NoDate = 1304,
    Skewed = 1305,
    Replayed = 1306,
    UnknownUser = 2004,
    NotLoggedIn = 2020,
    UserExists = 2026,
    UnknownPool = 2224,
    WrongSecret = 2333,
}

impl ApiCode {
    /// The class that an error comes with.
    pub(super) fn class(self) -> Class {
        match self {
            // Inferred, for all of these.
            Self::BadSignature
            | Self::UnknownMethod
            | Self::UnknownVersion
            | Self::BadDate
            | Self::NoDate
            | Self::Skewed
            | Self::Replayed
            | Self::NotLoggedIn => Class::Unauthorized,
            // Recorded for the user. Inferred for the pool, whose id is the id of its own access key.
            Self::UnknownUser | Self::UnknownPool => Class::NotFound,
            // Recorded: the class for what is there already.
            Self::UserExists => Class::Conflict,
            // Recorded: the page pairs a wrong password with this class. Inferred: a secret is one.
            Self::WrongSecret => Class::Forbidden,
        }
    }

    /// What an error says. Recorded: the Chinese sentences about users. Inferred: the other sentences, from
    /// what the page says of the numbers.
    pub(super) fn message(self) -> Message {
        let (english, chinese) = match self {
            Self::BadSignature => ("Signature is not valid", "签名错误"),
            Self::UnknownMethod => ("Signature method is not supported", "不支持的签名方法"),
            Self::UnknownVersion => ("Signature version is not supported", "不支持的签名版本"),
            Self::BadDate => ("Signature timestamp is not valid", "签名时间戳格式错误"),
            Self::NoDate => ("Header date is missing", "缺少 date 请求头"),
            Self::Skewed => (
                "Signature timestamp is too far from the server's time",
                "签名时间戳与服务器时间相差过大",
            ),
            Self::Replayed => ("Signature was used before", "签名已被使用"),
            Self::UnknownUser => ("User does not exist", "用户不存在"),
            Self::NotLoggedIn => (
                "Not logged in, or no permission for this request",
                "尚未登录，无访问权限",
            ),
            Self::UserExists => ("User already exists", "用户已存在"),
            Self::UnknownPool => ("User pool does not exist", "用户池不存在"),
            Self::WrongSecret => ("Access key secret is incorrect", "密钥不正确"),
        };
        Message::fixed(english, chinese)
    }
}

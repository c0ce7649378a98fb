using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Proofs.Workers.Api;

/// <summary>One request as it went over the wire, and what came back.</summary>
internal sealed class Exchange
{
    /// <summary>The bytes that were sent; empty when nothing was.</summary>
    internal byte[] Request { get; set; } = [];

    /// <summary>The status, or null when no answer began.</summary>
    internal int? Status { get; set; }

    internal HttpResponseHeaders? Headers { get; set; }

    /// <summary>The whole body, or null when it did not come whole.</summary>
    internal byte[]? Response { get; set; }

    internal WireFault Fault { get; set; }

    internal bool IsSuccess => Status is >= 200 and < 300 && Response is not null;

    /// <summary>The provider's id of the request, as its headers say.</summary>
    internal string? RequestId => Header("request-id") ?? Header("x-request-id");

    internal string? Header(string name) => Headers is not null && Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    internal static string? Digest(byte[]? bytes) => bytes is null or [] ? null : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>What kept an answer from coming whole.</summary>
internal enum WireFault
{
    None,

    /// <summary>There was no connection, so nothing was sent.</summary>
    Unreached,

    /// <summary>The connection was cut, or spoke something else than HTTP.</summary>
    Lost,

    /// <summary>Its time was over.</summary>
    TimedOut,

    /// <summary>The body is longer than any answer.</summary>
    TooLong,

    /// <summary>The run stopped.</summary>
    Stopped,

    /// <summary>The SDK made another address of it than the one that was decided about, so nothing was sent.</summary>
    Misdirected,
}

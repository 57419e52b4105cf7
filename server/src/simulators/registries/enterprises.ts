/** A company of the simulated enterprise register. */
export type SimulatedCompany = { taxCode: string; name: string; address: string }

/** Answers one `chiTietDoanhNghiep`, always on HTTP 200. @param other answers about another company */
export function companyAnswer(
  companies: readonly SimulatedCompany[],
  taxCode: string,
  other: boolean,
): object {
  const company = companies.find((c) => c.taxCode === taxCode)
  if (!company) return { DataCount: 0, Status: 0, Message: 'Không tìm thấy doanh nghiệp' }
  return {
    MainInformation: {
      ENTERPRISE_ID: `DN${company.taxCode}`,
      ENTERPRISE_GDT_CODE: other ? '0000000000' : company.taxCode,
      NAME: company.name,
      FOUNDING_DATE: '05/01/2020',
      ENTERPRISE_STATUS: 'NNT đang hoạt động',
    },
    HOAdress: { AddressFullText: company.address },
    BusinessActivity: [],
    Member: [],
    DataCount: 1,
    Status: 1,
    Message: 'OK',
  }
}
